"""Acts of people at the console, in a chain of the store beside those of nodes: written at once, or the act does not happen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from gateway.model import Disclosed, ScanOutcome
from gateway.record.canonical import canonical
from gateway.record.event import Event, EventType
from gateway.store.events import EventStore

WRITER = "console"


def tell(events: EventStore, kind: str, what: Mapping[str, object], now: datetime | None = None) -> None:
    """One act. ``what`` names accounts and is erasable with the payload; no feed and no page of events has it. Raises StoreUnavailable."""
    event = Event(
        id=uuid.uuid4().hex,
        type=EventType(kind),
        at=now or datetime.now(UTC),
        tool="",
        host="",
        operation="",
        verdict="",
        reason=kind.partition(".")[2],
        scan=ScanOutcome.NOT_RUN,
        disclosed=Disclosed.NONE,
        policy="",
    )
    events.append([canonical({**event.payload(), "console": dict(what)})], WRITER)
