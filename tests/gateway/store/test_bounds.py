"""Between which positions a span of time lies."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.store.bounds import Bounds
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from gateway.store.rows import Filters
from support.events import payload

FIRST = datetime(2026, 10, 1, 8, tzinfo=UTC)


def ids(page):
    return [row.id for row in page.rows]


@pytest.mark.parametrize("indexed", [0, 3, 10])
def test_a_span_finds_the_same_however_far_the_index_is(url, indexed):
    """Also an event that waited long in a spool: it happened on the first day and was stored last."""
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        stored = [payload(number, at=FIRST + timedelta(days=number)) for number in range(9)]
        events.append([*stored, payload(90, at=FIRST + timedelta(hours=1))], "n1")
        if indexed:
            index.work(indexed)
        day = Filters(since=FIRST.replace(hour=0), until=FIRST + timedelta(hours=12))
        assert ids(events.page(filters=day)) == ["e00000000", "e00000090"]
        assert ids(events.latest(10, day)) == ["e00000090", "e00000000"]
        middle = Filters(since=FIRST + timedelta(days=3), until=FIRST + timedelta(days=5))
        assert ids(events.latest(10, middle)) == ["e00000004", "e00000003"]
        assert ids(events.latest(1, middle, before=events.latest(1, middle).next)) == ["e00000003"]
        assert ids(events.latest(10, Filters(since=FIRST + timedelta(days=90)))) == []
        assert events.count(day) == 2


def test_bounds_are_conditions():
    """None is no condition."""
    from gateway.store.models import EventRecord

    assert [str(one) for one in Bounds(1, 2).of(EventRecord.position)] == [
        "events.position >= :position_1",
        "events.position <= :position_1",
    ]
    assert not list(Bounds().of(EventRecord.position))
