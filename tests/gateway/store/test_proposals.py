"""Proposed reliefs in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.record.proposal import Proposal, ProposalError, State, What
from gateway.store.events import EventStore
from gateway.store.proposals import ProposalStore

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
ONE = Proposal("p1", "e1", What.PERSON, AT, "Petr", "starosta", date(2027, 9, 1), ("PERSON",), "openai")


@pytest.fixture
def proposals(url: str) -> Iterator[ProposalStore]:
    store = ProposalStore(url)
    yield store
    store.close()


def refused(step: object, *given: object) -> str:
    with pytest.raises(ProposalError) as error:
        step(*given)  # type: ignore[operator]
    return error.value.code


def test_two_steps_by_two_persons(proposals: ProposalStore, store: EventStore) -> None:
    """It waits, another person confirms it, it holds; each step is an event and none happens twice."""
    proposals.add(ONE)
    assert (proposals.waiting(), proposals.of_event("e1"), proposals.in_force(What.PERSON)) == ((ONE,), (ONE,), ())
    assert refused(proposals.add, replace(ONE, id="p2")) == "twice"
    assert refused(proposals.decide, "p1", State.CONFIRMED, "Petr", "x", AT) == "same"
    done = proposals.decide("p1", State.CONFIRMED, "Jana", "[[public]]", AT)
    assert (done.decided_by, done.lines, proposals.get("p1")) == ("Jana", "[[public]]", done)
    assert refused(proposals.decide, "p1", State.REFUSED, "Jana", "", AT) == "gone"
    assert refused(proposals.decide, "p9", State.REFUSED, "Jana", "", AT) == "gone"
    assert proposals.get("p9") is None
    assert (proposals.waiting(), proposals.in_force(What.PERSON), proposals.in_force(What.RULE)) == ((), (done,), ())
    assert [row.type for row in store.page().rows] == ["relief.proposed", "relief.confirmed"]
    assert store.verify().sound


def test_what_was_refused_never_holds(proposals: ProposalStore) -> None:
    """And another may be proposed."""
    proposals.add(ONE)
    proposals.decide("p1", State.REFUSED, "Jana", "", AT)
    assert proposals.in_force(What.PERSON) == ()
    proposals.add(replace(ONE, id="p2"))
    assert [one.id for one in proposals.waiting()] == ["p2"]
