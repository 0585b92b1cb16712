"""What leaves the house of an event: the facts, without what lets a value be guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PRIVATE = frozenset({"fingerprints", "signature", "opening"})
"""Birth numbers are few enough for a keyed hash to be worth attacking once it lies somewhere else (DESIGN, *Events and erasure*).
Who opened evidence, and why, is the officer's."""


def public(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event (:meth:`gateway.record.event.Event.payload`, or a store row's public form) as feeds may see it."""
    return {name: value for name, value in event.items() if name not in PRIVATE}
