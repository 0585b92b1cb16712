"""Breach cases in the store, on both databases."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.model import Disclosed
from gateway.record.breach.grouping import group
from gateway.record.breach.listed import unlisted
from gateway.record.breach.machine import CaseError
from gateway.record.breach.plain import from_plain
from gateway.record.breach.step import Action, Part, State
from gateway.store import breaches, case_memory
from gateway.store.breaches import BreachStore, attempt_of
from support.breach import INCIDENT, step

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def store(url):
    with closing(BreachStore(url)) as opened:
        yield opened


def event(number, minutes=0.0, **more):
    return {
        "id": f"E{number}",
        "type": "prompt.blocked",
        "at": (START + timedelta(minutes=minutes)).isoformat(),
        "tool": "openai",
        "kinds": {"PERSON": 1},
        "disclosed": "none",
        "reason": "personal_data",
        "person": "p1",
        **more,
    }


def test_a_whole_case(store):
    """What was done is there in order; numbers are given by year."""
    case = store.report(lambda case: step(case, *INCIDENT[0]), 2026)
    assert case.id == "2026-0001"
    for given in INCIDENT[1:]:
        case = store.act("2026-0001", lambda case, given=given: step(case, *given))
    assert case.state is State.CLOSED
    assert store.case("2026-0001") == case == store.cases()[0]
    assert store.report(lambda case: step(case, *INCIDENT[0]), 2026).id == "2026-0002"
    assert store.report(lambda case: step(case, *INCIDENT[0]), 2027).id == "2027-0001"


def test_what_may_not_be_done(store):
    """Neither on a case that is not there, nor on an outdated view, nor against the table; nothing is stored then."""
    store.report(lambda case: step(case, *INCIDENT[0]), 2026)
    for case, given, version in (
        ("2026-0009", (Action.NOTE, Part.DPO, "", {"text": "x"}), None),
        ("2026-0001", (Action.NOTE, Part.DPO, "", {"text": "x"}), 7),
        ("2026-0001", (Action.CLOSE, Part.DPO), None),
    ):
        with pytest.raises(CaseError):
            store.act(case, lambda case, given=given: step(case, *given), version=version)
    assert len(store.history("2026-0001")) == 1


def test_attempts_become_cases(store):
    """Attempts of one series go to one case as long as they follow within the window, over several rounds; each event once."""
    first = store.collect([event(1), event(2, 5), event(3, 6, person="p2")], "c1", "")
    assert first.cases == ("2026-0001", "2026-0002")
    assert first.ringing == ()
    again = store.collect([event(2, 5), event(4, 60)], "c2", "c1")
    assert again.cases == ()
    assert store.case("2026-0001").facts["events"] == ["E1", "E2", "E4"]
    later = store.collect([event(5, 60 * 48)], "c3", "c2")
    assert later.cases == ("2026-0003",)


@pytest.mark.parametrize("keep", [unlisted, lambda case: case])
def test_a_case_of_many_attempts_costs_no_more_than_a_short_one(url, keep):
    """Every round reads what the round before added and nothing older, and the writer's memory of the case does not grow with it."""
    read = []
    with closing(BreachStore(url, keep)) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_memory, "from_plain", lambda plain: read.append(plain) or from_plain(plain))
        patch.setattr(breaches, "from_plain", lambda plain: read.append(plain) or from_plain(plain))
        for number in range(12):
            store.collect([event(f"{number}.{at}", number) for at in range(3)], f"c{number + 1}", f"c{number}" if number else "")
        assert len(read) <= 2 * 12, "of a case that is known the last known step and the new one"
        patch.undo()
        (seen,) = store.cases()
        assert seen == keep(store.case("2026-0001"))
        assert len(store.case("2026-0001").facts["events"]) == 36
        assert len(seen.facts.get("events", ())) == (0 if keep is unlisted else 36)


def test_a_round_that_was_undone_is_not_remembered(store, monkeypatch):
    """Attempts of a round that could not be written come again with the next one, into a case as the store knows it."""
    store.collect([event(1)], "c1", "")
    one, two = [event(2, 5), event(3, 60 * 30)], [event(2, 5)]

    def fails(attempts, window):
        yield from group(attempts, window)
        raise RuntimeError

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(breaches, "group", fails)
        store.collect(one, "c2", "c1")
    store.collect(two, "c2", "c1")
    store.collect([event(4, 6)], "c3", "c2")
    case = store.case("2026-0001")
    assert (case.facts["events"], case.steps) == (["E1", "E2", "E4"], 3)
    assert store.cases() == (case,)


def test_what_may_have_left_rings(store):
    """A recorded pass is a suspected incident of its own."""
    found = store.collect([event(1), event(2, 1, type="prompt.recorded", disclosed="full")], "c1", "")
    assert found.ringing == ("2026-0002",)
    assert store.case("2026-0002").facts["left"] is True


def test_what_left_unread_rings(store):
    """What could not be read and was confirmed is a suspected incident without a kind; while it was only asked about, it is none."""
    asked = event(1, kinds={}, reason="unread")
    left = event(2, 1, kinds={}, reason="unread", type="prompt.recorded", verdict="pass_recorded", disclosed="unknown")
    assert store.collect([asked, left], "c1", "").ringing == ("2026-0001",)
    case = store.case("2026-0001")
    assert (case.facts["events"], case.facts["left"], case.facts["kinds"]) == (["E2"], True, {})


def test_the_department(store):
    """A case says the department of its first attempt that knows one."""
    store.collect([event(1), event(2, 1, department="Odbor dopravy")], "c1", "")
    assert store.case("2026-0001").facts["department"] == "Odbor dopravy"


def test_a_closed_case_stays_closed(store):
    """A further attempt after a case was dismissed opens a new one."""
    store.collect([event(1)], "c1", "")
    for given in (INCIDENT[1], (Action.CLASSIFY, Part.DPO, "fiktivní", {"as": "none"})):
        store.act("2026-0001", lambda case, given=given: step(case, *given))
    assert store.collect([event(2, 5)], "c2", "c1").cases == ("2026-0002",)


def test_two_nodes(store):
    """Of two nodes that read the same events one takes them; the other changes nothing."""
    assert store.collect([event(1)], "c1", "") is not None
    assert store.collect([event(1), event(2)], "c2", "") is None
    assert (store.cursor(), len(store.cases())) == ("c1", 1)


@pytest.mark.parametrize("change", [{"type": "tool.refused"}, {"kinds": {}}, {"kinds": None}])
def test_what_is_no_attempt(change):
    """A refused tool, an opaque body, an erased event."""
    assert attempt_of(event(1, **change)) is None


def test_what_was_confirmed_beside_tokens_left():
    """Of a request with tokens only what somebody confirmed left as it is; the attempt names the event with their reason."""
    attempt = attempt_of(event(1, verdict="pseudonymise", reason="confirmed", disclosed="partial", detail="E9"))
    assert (attempt.disclosed, attempt.choice) == (Disclosed.PARTIAL, "E9")
    assert attempt_of(event(1, verdict="pseudonymise")) is None
    assert attempt_of(event(1, detail="rule")).choice == ""


def test_about_how_many_people(store):
    """By distinct values, over every attempt of a round; a later round only adds; the officer's own number stays."""

    def marked(number, *digests):
        marks = [{"entity": "PERSON", "period": "2026-Q4", "digest": digest} for digest in digests]
        return event(number, kinds={"PERSON": len(marks)}, fingerprints=marks)

    store.collect([marked(1, "a", "b"), marked(2, "b", "c")], "c1", "")
    assert store.case("2026-0001").facts["persons_estimate"] == 3
    store.collect([marked(3, "a")], "c2", "c1")
    assert store.case("2026-0001").facts["persons_estimate"] == 3
    store.act("2026-0001", lambda case: step(case, *INCIDENT[1]))
    store.act("2026-0001", lambda case: step(case, Action.CLASSIFY, Part.DPO, "odešlo", {"as": "incident"}))
    store.act("2026-0001", lambda case: step(case, Action.DESCRIBE, Part.DPO, "", {"persons": 7}))
    store.collect([marked(4, "a", "b", "c", "d")], "c3", "c2")
    assert (store.case("2026-0001").facts["persons"], store.case("2026-0001").facts["persons_estimate"]) == (7, 4)
