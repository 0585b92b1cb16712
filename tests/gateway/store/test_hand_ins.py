"""Yearly reports that were handed in, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.record.hand_in import HandIn, digest_of
from gateway.store.events import EventStore
from gateway.store.hand_ins import HandInStore

ONE = HandIn(2026, date(2027, 1, 19), datetime(2027, 1, 20, 8, tzinfo=UTC), "Petr", "Jana", digest_of(b"zprava"), ("account:petr",))


@pytest.fixture
def entries(url: str) -> Iterator[HandInStore]:
    with closing(HandInStore(url)) as store:
        yield store


def test_entries_and_their_events(entries: HandInStore, store: EventStore) -> None:
    """Nothing is changed: a corrected paper is the next of its year, and each entry is an event of the chain."""
    first = entries.add(ONE)
    corrected = entries.add(replace(ONE, digest=digest_of(b"opravena")))
    other = entries.add(replace(ONE, year=2027, day=date(2028, 1, 3)))
    assert (first, corrected.number, other.number) == (replace(ONE, number=1), 2, 1)
    assert entries.listed() == (other, first, corrected)
    assert [row.type for row in store.page().rows] == ["report.handed_in"] * 3
    assert store.verify().sound


def test_two_at_once(entries: HandInStore) -> None:
    """Each gets a number of its own."""
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(entries.add, [ONE] * 8))
    assert sorted(one.number for one in made) == list(range(1, 9))
