"""Acts of people at the console, in a chain of the store beside those of nodes: written at once, or the act does not happen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from gateway.record.act import Act, Acts, Wanted, act_of
from gateway.record.canonical import canonical
from gateway.record.event import EventType
from gateway.record.official import official
from gateway.store.events import EventStore
from gateway.store.rows import EventRow, Filters

WRITER = "console"

BATCH = 500
LOOKED = 20_000
"""Acts that one page looks through for somebody's; then it says where to go on."""


def tell(events: EventStore, kind: str, what: Mapping[str, object], now: datetime | None = None) -> None:
    """One act. ``what`` names accounts and is erasable with the payload; no feed and no page of events has it. Raises StoreUnavailable."""
    event = official(uuid.uuid4().hex, EventType(kind), now or datetime.now(UTC), reason=kind.partition(".")[2])
    events.append([canonical({**event.payload(), "console": dict(what)})], WRITER)


def acts(events: EventStore, wanted: Wanted, before: str | None, limit: int) -> Acts:
    """The newest acts that are meant, older ones with ``before``. Raises StoreUnavailable, BadCursor."""
    filters = Filters(types=wanted.types, since=wanted.since, until=wanted.until)
    found: list[Act] = []
    looked = 0
    while True:
        page = events.latest(BATCH, filters, before)
        for row in page.rows:
            act = of_row(row)
            if wanted.takes(act):
                found.append(act)
                if len(found) == limit:
                    return Acts(found, row.cursor if page.more or row is not page.rows[-1] else "")
        looked, before = looked + len(page.rows), page.next
        if not page.more or looked >= LOOKED:
            return Acts(found, page.next if page.more else "")


def of_row(row: EventRow) -> Act:
    """The act of a stored event."""
    return act_of(row.id, row.at, row.type, (row.writer, row.seq), row.payload)
