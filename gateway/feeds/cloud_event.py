"""An event as CloudEvents 1.0 in JSON: the envelope that event routers and SIEM connectors read.

Source: CloudEvents specification 1.0.2, § 3 (context attributes), and its JSON event format.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.feeds.public import public

SOURCE = "/celnice"
"""A URI-reference, as the specification asks; the receiver knows which installation sends to it."""
PREFIX = "celnice."
CONTENT_TYPE = "application/cloudevents+json"
BATCH_TYPE = "application/cloudevents-batch+json"
"""A JSON array of them (CloudEvents, JSON event format, § 4)."""


def cloud_event(event: Mapping[str, Any]) -> dict[str, Any]:
    """The envelope around the public event. ``id`` is the event's own, so that a receiver can tell repeats."""
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": event["id"],
        "source": SOURCE,
        "type": PREFIX + event["type"],
        "time": event["at"],
        "datacontenttype": "application/json",
    }
    if event.get("tool"):
        attributes["subject"] = event["tool"]
    return attributes | {"data": public(event)}
