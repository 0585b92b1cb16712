"""A proposed relief and its events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.record.event import EventType, Fingerprint
from gateway.record.proposal import Proposal, ProposalError, Signer, State, What, from_facts, payload

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
MARK = Fingerprint("CZ_ICO", "2027-Q1", "d" * 64)
ONE = Proposal("p1", "e1", What.VALUE, AT, "Petr", "IČO úřadu", date(2027, 9, 1), ("CZ_ICO",), "openai", mark=MARK)


@pytest.mark.parametrize("one", [ONE, replace(ONE, ids=("account:petr",)), replace(ONE, mark=None, what=What.RULE, action="warn")])
def test_facts_are_read_back(one: Proposal) -> None:
    """As they waited."""
    assert from_facts("p1", "e1", one.what.value, AT, one.facts()) == one


@pytest.mark.parametrize(
    ("one", "kind", "who", "why"),
    [
        (ONE, EventType.RELIEF_PROPOSED, "Petr", "the first step"),
        (replace(ONE, state=State.CONFIRMED, decided=AT, decided_by="Jana", lines="x"), EventType.RELIEF_CONFIRMED, "Jana", "the second"),
        (replace(ONE, state=State.REFUSED, decided=AT, decided_by="Jana"), EventType.RELIEF_REFUSED, "Jana", "the other second"),
    ],
)
def test_each_step_is_an_event(one: Proposal, kind: EventType, who: str, why: str) -> None:
    """Who and why, in the part that stays in the house; neither the value nor its fingerprint."""
    made = payload(one, "a1")
    assert (made["type"], made["detail"], made["console"]["who"]) == (kind.value, "e1", who), why
    assert made["fingerprints"] == []
    assert "ddd" not in str(made)
    assert "lines" not in str(made)
    assert "Petr" not in repr(one)


@pytest.mark.parametrize(("name", "ids"), [("Petr", ()), (" ", ("account:petr",))])
def test_a_step_is_somebodys(name: str, ids: tuple[str, ...]) -> None:
    """The token has no ids, and signs nothing."""
    with pytest.raises(ProposalError, match="person"):
        Signer(name, ids)
