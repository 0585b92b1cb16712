"""What of an event goes to other systems: a list of what may, so that a field that comes later stays here until somebody adds it.

Not in it: fingerprints and signatures (birth numbers are few enough for a keyed hash to be worth attacking elsewhere), and the person's
pseudonym, which would tell a receiver with other logs who it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIELDS = (
    "id",
    "at",
    "type",
    "tool",
    "host",
    "operation",
    "verdict",
    "reason",
    "scan",
    "disclosed",
    "policy",
    "detectors",
    "kinds",
    "rules",
    "places",
    "detail",
    "entrance",
    "writer",
    "seq",
    "hash",
    "erased_by",
)


def outbound(row: Mapping[str, Any]) -> dict[str, Any]:
    """A store row's public form (:meth:`gateway.store.rows.EventRow.public`) as feeds send it; empty fields are left out."""
    return {name: row[name] for name in FIELDS if row.get(name) not in (None, "", {}, [])}
