"""Shadow AI out of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gateway.record.canonical import canonical
from gateway.record.describe import refused
from gateway.record.event import EventType
from gateway.store.events import EventStore
from gateway.store.refusals import of_month
from support.stores import sqlite_url


def refusal(number: int, at: datetime, tool: str = "gemini", kind: EventType = EventType.TOOL_REFUSED) -> bytes:
    event = refused(
        kind, reference=f"R-{number}", at=at, tool=tool, host="h", operation="", reason="not_approved", policy="p", entrance="proxy"
    )
    return canonical(event.payload())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with closing(EventStore(sqlite_url(tmp_path))) as made:
        yield made


def test_a_month_of_prague(store):
    """From midnight to midnight in Prague, refused tools only."""
    inside = [datetime(2026, 10, 31, 23, 0, tzinfo=UTC), datetime(2026, 11, 30, 22, 59, tzinfo=UTC)]
    outside = [datetime(2026, 10, 31, 22, 59, tzinfo=UTC), datetime(2026, 11, 30, 23, 0, tzinfo=UTC)]
    store.append([refusal(number, at) for number, at in enumerate([*inside, *outside])], "w")
    store.append([refusal(9, inside[0], kind=EventType.OPERATION_REFUSED)], "w")
    (row,) = of_month(store, "2026-11")
    assert (row.service, row.attempts) == ("gemini", 2)


def test_more_than_a_page(store):
    """Every page is read; the departments are those of whoever is asked."""
    at = datetime(2026, 11, 5, 9, tzinfo=UTC)
    store.append([refusal(number, at, "poe" if number % 3 else "gemini") for number in range(1203)], "w")
    rows = of_month(store, "2026-11", lambda _facts: "odbor")
    assert [(row.service, row.attempts, row.days) for row in rows] == [
        ("poe", 802, {date(2026, 11, 5): 802}),
        ("gemini", 401, {date(2026, 11, 5): 401}),
    ]
