"""Proposed reliefs in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.record.proposal import Proposal, ProposalError, Signer, State, What
from gateway.store.events import EventStore
from gateway.store.proposals import ProposalStore

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
ONE = Proposal("p1", "e1", What.PERSON, AT, "Petr", "starosta", date(2027, 9, 1), ("PERSON",), "openai", ids=("account:petr",))
PETR, JANA = Signer("Petr", ("account:petr", "oidc:1")), Signer("Jana", ("account:jana", "oidc:2"))


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
    assert refused(proposals.decide, "p1", State.CONFIRMED, PETR, "x", AT) == "same"
    done = proposals.decide("p1", State.CONFIRMED, JANA, "[[public]]", AT)
    assert (done.decided_by, done.decided_ids, done.lines) == ("Jana", JANA.ids, "[[public]]")
    done = replace(done, decided_ids=())  # these stand in the event
    assert proposals.get("p1") == done
    assert refused(proposals.decide, "p1", State.REFUSED, JANA, "", AT) == "gone"
    assert refused(proposals.decide, "p9", State.REFUSED, JANA, "", AT) == "gone"
    assert proposals.get("p9") is None
    assert (proposals.waiting(), proposals.in_force(What.PERSON), proposals.in_force(What.RULE)) == ((), (done,), ())
    assert [row.type for row in store.page().rows] == ["relief.proposed", "relief.confirmed"]
    assert store.verify().sound


def test_what_was_refused_never_holds(proposals: ProposalStore) -> None:
    """And another may be proposed."""
    proposals.add(ONE)
    proposals.decide("p1", State.REFUSED, JANA, "", AT)
    assert proposals.in_force(What.PERSON) == ()
    proposals.add(replace(ONE, id="p2"))
    assert [one.id for one in proposals.waiting()] == ["p2"]


@pytest.mark.parametrize(
    ("ids", "who", "code", "why"),
    [
        (("account:petr",), Signer("Jana", ("account:petr",)), "same", "the account was given another name meanwhile"),
        (("account:petr", "oidc:1"), Signer("Jana", ("account:jana", "oidc:1")), "same", "two accounts of one subject at the provider"),
        ((), Signer("Jana", ("account:jana",)), "unsigned", "of an older release: the token may have entered it"),
        (("account:petr",), Signer("Petr", ("account:petr2",)), "", "two persons may have one name"),
    ],
)
def test_persons_are_told_apart_by_their_accounts(proposals: ProposalStore, ids: tuple[str, ...], who: Signer, code: str, why: str) -> None:
    """Not by names, which anybody may change; what nobody signed is refused, and never confirmed."""
    proposals.add(replace(ONE, ids=ids))
    if not code:
        assert proposals.decide("p1", State.CONFIRMED, who, "x", AT).state is State.CONFIRMED, why
        return
    assert refused(proposals.decide, "p1", State.CONFIRMED, who, "x", AT) == code, why
    if code == "unsigned":
        assert proposals.decide("p1", State.REFUSED, who, "", AT).state is State.REFUSED
