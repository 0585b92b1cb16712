"""The forms in which an event can be written down, each one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from gateway.feeds import cloud_event
from gateway.feeds.cef import cef
from gateway.feeds.ocsf import ocsf

type Write = Callable[[Mapping[str, Any]], str]


def _json(value: Mapping[str, Any]) -> str:
    # ASCII: a receiver that takes bytes for Latin-1 reads the same.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


FORMS: Mapping[str, tuple[str, Write]] = {
    "cloudevents": (cloud_event.CONTENT_TYPE, lambda event: _json(cloud_event.cloud_event(event))),
    "ocsf": ("application/json", lambda event: _json(ocsf(event))),
    "cef": ("text/plain", cef),
}
"""Name → (media type, how it is written)."""
