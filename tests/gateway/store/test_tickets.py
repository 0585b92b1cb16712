"""The ServiceDesk's numbers in the cases."""

from __future__ import annotations

from contextlib import closing

import pytest

from gateway.feeds.servicedesk import Ticket
from gateway.store.breaches import BreachStore
from gateway.store.tickets import CaseTickets
from support.breach import INCIDENT, step


@pytest.fixture
def breaches(url):
    with closing(BreachStore(url)) as opened:
        opened.report(lambda case: step(case, *INCIDENT[0]), 2026)
        yield opened


def test_a_number_stands_with_its_case(breaches):
    """It is a note in the history and a fact of the case; the same again adds nothing, a new status adds one note."""
    tickets = CaseTickets(breaches)
    assert tickets.known() == tickets.known("2026-0001") == []
    tickets.record(Ticket("2026-0001", "SD-1", "Nový"))
    tickets.record(Ticket("2026-0001", "SD-1", "Nový"))
    tickets.record(Ticket("2026-0001", "SD-1"))
    assert breaches.case("2026-0001").facts["ticket"] == "SD-1"
    assert breaches.case("2026-0001").steps == 2
    tickets.record(Ticket("2026-0001", "SD-1", "Řeší se"))
    assert [one.status for one in tickets.known()] == ["Řeší se"]
    assert breaches.history("2026-0001")[-1].facts["text"] == "Požadavek SD-1 v ServiceDesku, stav: Řeší se"


def test_signatures_stay(breaches):
    """A note of the ServiceDesk changes nothing of the case."""
    for row in INCIDENT[1:8]:
        breaches.act("2026-0001", lambda case, row=row: step(case, *row))
    before = breaches.case("2026-0001")
    CaseTickets(breaches).record(Ticket("2026-0001", "SD-1"))
    after = breaches.case("2026-0001")
    assert (after.signatures, after.state) == (before.signatures, before.state)


def test_closed_and_missing_cases(breaches):
    """A case that is over is asked for no more; one that does not exist is no error."""
    tickets = CaseTickets(breaches)
    tickets.record(Ticket("2026-0001", "SD-1"))
    for row in (INCIDENT[1], (INCIDENT[2][0], INCIDENT[2][1], "nic v tom nebylo", {"as": "none"})):
        breaches.act("2026-0001", lambda case, row=row: step(case, *row))
    assert tickets.known() == []
    assert tickets.known("2026-0001")[0].number == "SD-1"
    tickets.record(Ticket("2026-9999", "SD-2"))
    tickets.record(Ticket("0000-0000", "SD-2"))
