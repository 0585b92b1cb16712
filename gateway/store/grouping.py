"""The duty of grouping: reads new events and takes their attempts into cases. Any number of nodes may do it at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from gateway.record.breach.grouping import COUNTED, WINDOW
from gateway.store.breaches import BreachStore, Collected
from gateway.store.events import EventStore
from gateway.store.rows import Filters

BATCH = 500
"""Events in one transaction: some tens of milliseconds of the append lock."""

TYPES = Filters(types=tuple(sorted(COUNTED)))


def collect(events: EventStore, breaches: BreachStore, window: timedelta = WINDOW) -> Collected | None:
    """One batch. None when there was nothing new, or another node was faster. Raises StoreUnavailable."""
    before = breaches.cursor()
    page = events.page(before or None, BATCH, TYPES)
    if page.next == before or not page.rows:
        return None
    payloads: list[Mapping[str, Any]] = [row.payload for row in page.rows if row.payload is not None]
    return breaches.collect(payloads, page.next, before, window)
