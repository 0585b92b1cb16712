"""The kill switch in the store, on both databases: with its event, with the case's step, and read by proxies."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest

from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part
from gateway.record.stop import Stop, StopError, running
from gateway.store.breaches import BreachStore
from gateway.store.people import PeopleStore
from gateway.store.stops import StopStore
from support.breach import INCIDENT, step

AT = datetime(2026, 11, 22, 14, tzinfo=UTC)
PERSON = "person:2026-Q4.0123456789abcdef0123"


@pytest.fixture
def stops(url):
    with closing(StopStore(url)) as opened:
        yield opened


def made(subject="tool:openai", *, on=True, case=""):
    return Stop(subject, 1, AT, on, "IT", "únik", case)


def test_history(stops, store):
    """What was stopped and lifted stays, with an event of each in the chain."""
    before = stops.mark()
    stops.put(made())
    assert stops.mark() != before
    with pytest.raises(StopError):
        stops.put(made())
    assert set(running(stops.steps())) == {"tool:openai"}
    stops.put(made(on=False))
    assert running(stops.steps()) == {}
    assert [(row.type, row.tool, row.writer) for row in store.page().rows] == [
        ("access.stopped", "openai", "stops"),
        ("access.resumed", "openai", "stops"),
    ]
    assert store.verify().sound


def test_proxies_read_persons(url, stops):
    """The mark of the people moves, and the picture names who is stopped now."""
    with closing(PeopleStore(url)) as people:
        before = people.mark()
        stops.put(made(PERSON))
        assert people.mark() != before
        assert people.directory().stopped == {PERSON}
        stops.put(made(PERSON, on=False))
        assert people.directory().stopped == frozenset()
        stops.put(made(PERSON))
        assert people.directory().stopped == {PERSON}


def test_out_of_a_case(url, stops, store):
    """The case's step, the stop and its event are one transaction: all or nothing."""
    with closing(BreachStore(url)) as breaches:
        breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)

        def remedy(case):
            return step(case, Action.REMEDY, Part.IT, "", {"text": "nástroj pozastaven"})

        with pytest.raises(CaseError):
            stops.of_case(made(case="2026-0009"), remedy)
        assert (stops.steps(), store.count()) == ((), 0)
        for given in INCIDENT[1:3]:
            breaches.act("2026-0001", lambda case, given=given: step(case, *given))
        with pytest.raises(CaseError):
            stops.of_case(made(case="2026-0001"), remedy, version=1)
        case = stops.of_case(made(case="2026-0001"), remedy, version=3)
        assert case.remedies == ("nástroj pozastaven",)
        with pytest.raises(StopError):
            stops.of_case(made(case="2026-0001"), remedy)
        assert breaches.case("2026-0001").steps == case.steps, "nothing is written of a stop that stands already"
        assert store.count() == 1
