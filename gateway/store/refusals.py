"""The month's refusals out of the event store, counted by service, department and day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from allowlist import prague
from gateway.record.attempts import attempts, department, month
from gateway.record.event import EventType
from gateway.record.shadow import Row, report
from gateway.store.events import MAX_PAGE, EventStore
from gateway.store.rows import Filters


def of_month(events: EventStore, text: str, of: Callable[[Mapping[str, Any]], str] = department) -> tuple[Row, ...]:
    """Shadow AI of a month (``2026-11``), days in Prague. Blocking; ValueError for what is no month, StoreUnavailable.

    What retention has erased is not counted: the report is made while its month's events are there.
    """
    return report(attempts(_refusals(events, text), of))


def _refusals(events: EventStore, text: str) -> Iterator[Mapping[str, Any]]:
    first, after = month(text)
    wanted = Filters(types=(EventType.TOOL_REFUSED.value,), since=prague.midnight(first), until=prague.midnight(after))
    cursor: str | None = None
    while True:
        page = events.page(cursor, MAX_PAGE, wanted)
        yield from (row.public() for row in page.rows)
        if not page.more:
            return
        cursor = page.next
