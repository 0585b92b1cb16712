"""Choices in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from gateway.decide.choice import Choice, Clearance
from gateway.store.clearances import LASTS, ClearanceStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE = Clearance(Choice.CONFIRM, "REF-1")
TWO = Clearance(Choice.PSEUDONYMISE, "REF-2")


@pytest.fixture
def clearances(url: str) -> Iterator[ClearanceStore]:
    store = ClearanceStore(url)
    yield store
    store.close()


def test_taken_once(clearances: ClearanceStore) -> None:
    """A choice is there for its mark alone, and only once."""
    clearances.give("m", ONE, NOW)
    assert clearances.take("other", NOW) is None
    assert clearances.take("m", NOW) == ONE
    assert clearances.take("m", NOW) is None


def test_the_last_choice_holds(clearances: ClearanceStore) -> None:
    """Who thinks better of it chooses again; there are never two."""
    clearances.give("m", ONE, NOW)
    clearances.give("m", TWO, NOW)
    assert clearances.take("m", NOW) == TWO
    assert clearances.take("m", NOW) is None


def test_it_ends_by_itself(clearances: ClearanceStore) -> None:
    """After its time nobody takes it, and the next choice sweeps it out."""
    clearances.give("m", ONE, NOW)
    assert clearances.take("m", NOW + LASTS) is None
    assert clearances.take("m", NOW + LASTS - timedelta(seconds=1)) == ONE
    clearances.give("old", ONE, NOW)
    clearances.give("new", TWO, NOW + LASTS)
    assert clearances.take("old", NOW) is None


def test_of_many_proxies_one_takes_it(clearances: ClearanceStore, url: str) -> None:
    """Proxies of several nodes that see the text at once: one lets it pass."""
    others = [ClearanceStore(url) for _ in range(4)]
    clearances.give("m", ONE, NOW)
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda store: store.take("m", NOW), others))
    for store in others:
        store.close()
    assert sorted(taken, key=lambda one: one is None) == [ONE, None, None, None]
