"""When the officer is reminded: every mark once, at night and on Sundays, over a change of the clocks, and after a pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from gateway.record.breach.machine import CaseError
from gateway.record.breach.reminding import due, reminder
from gateway.record.breach.step import Action, Part
from support.breach import INCIDENT, incident, step

HOUR = timedelta(hours=1)


def running() -> Case:
    """An incident; on Friday 20 November 2026, some hours after 14:20 in Prague, the office became aware."""
    return incident(Action.CLASSIFY)[0]


def said(case: Case, at: datetime) -> Case:
    mark = due(case, at)
    assert mark is not None
    return take(case, reminder(case, mark, at))


def test_friday_afternoon() -> None:
    """An incident of Friday afternoon is said on Saturday, Sunday and Monday: the hours do not rest at the weekend."""
    case = running()
    aware = case.times["aware"]
    assert aware.strftime("%a") == "Fri"
    days = []
    for mark in (24, 48, 60, 70):
        assert due(case, aware + mark * HOUR - timedelta(seconds=1)) is None
        assert due(case, aware + mark * HOUR) == mark
        case = said(case, aware + mark * HOUR)
        days.append((aware + mark * HOUR).strftime("%a"))
        assert due(case, aware + mark * HOUR) is None, "said is said"
    assert days == ["Sat", "Sun", "Mon", "Mon"]


def test_over() -> None:
    """Once more when even the formal deadline has passed, and then no more."""
    case = said(running(), running().times["aware"] + 70 * HOUR)
    clock = case.clock()
    assert clock is not None
    assert due(case, clock.formal) is None
    assert due(case, clock.formal + timedelta(seconds=1)) == 72
    case = said(case, clock.formal + HOUR)
    assert due(case, clock.formal + 1000 * HOUR) is None


def test_after_a_pause() -> None:
    """What was missed while nothing ran is said once, by the newest mark."""
    case = said(running(), running().times["aware"] + 50 * HOUR)
    assert case.reminded == 48
    assert due(case, case.times["aware"] + 50 * HOUR) is None


@pytest.mark.parametrize("upto", [Action.REPORT, Action.RECEIVE, Action.NOTIFY_AUTHORITY, Action.CLOSE])
def test_nothing_to_say(upto: Action) -> None:
    """Before anybody is aware of an incident, after the authority was told, and when the case is closed."""
    case = incident(upto)[0]
    assert due(case, datetime(2030, 1, 1, tzinfo=UTC)) is None


def test_no_risk() -> None:
    """A decision that there is no risk ends the waiting: the authority need not be told."""
    case = incident(Action.DESCRIBE)[0]
    given = {"kinds": ["simple"], "identification": "limited", "confidentiality": "limited"}
    case = take(case, step(case, Action.ASSESS, Part.DPO, "", given))
    assert due(case, datetime(2030, 1, 1, tzinfo=UTC)) == 72, "not decided yet"
    for part in (Part.DPO, Part.DIRECTOR):
        case = take(case, step(case, Action.SIGN, part))
    assert due(case, datetime(2030, 1, 1, tzinfo=UTC)) is None


def test_a_clock_that_goes_back() -> None:
    """A reminder is never older than the step before it; when the clock went back nothing is said twice."""
    case = said(running(), running().times["aware"] + 24 * HOUR)
    assert due(case, case.times["aware"] + HOUR) is None
    early = reminder(case, 48, case.times["aware"])
    assert early.at == case.last


def test_corrected() -> None:
    """Another time of awareness is another clock: its reminders come anew."""
    case = said(running(), running().times["aware"] + 24 * HOUR)
    later = case.times["aware"] + 10 * HOUR
    case = take(case, step(case, Action.CORRECT, Part.DPO, "omyl", {"what": "aware", "time": later.isoformat()}, at=case.last))
    assert due(case, later + 24 * HOUR) == 24


def test_only_the_gateway_reminds() -> None:
    """Nobody takes this step by hand, and none says the same mark again."""
    case = said(running(), running().times["aware"] + 48 * HOUR)
    for part, mark in ((Part.DPO, 60), (Part.SYSTEM, 48), (Part.SYSTEM, 24), (Part.SYSTEM, None)):
        with pytest.raises(CaseError):
            take(case, step(case, Action.REMIND, part, "", {"mark": mark}))


@given(st.integers(0, 2 * 365 * 24 * 60), st.lists(st.integers(0, 60 * 100), max_size=30))
def test_each_once_in_order(start: int, minutes: list[int]) -> None:
    """However often and whenever it is asked, summer time or not: marks only rise, none twice, none early."""
    case = Case("C1")
    for given_step in INCIDENT[:3]:
        case = take(case, step(case, *given_step, at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=start)))
    marks = []
    for minute in sorted(minutes):
        now = case.times["aware"] + timedelta(minutes=minute)
        mark = due(case, now)
        if mark is not None:
            assert minute >= mark * 60
            marks.append(mark)
            case = take(case, reminder(case, mark, now))
    assert marks == sorted(set(marks))


def test_a_longer_period() -> None:
    """The length is the one that held when the clock began; it stays in the case."""
    case = incident(Action.RECEIVE)[0]
    case = take(case, step(case, Action.CLASSIFY, Part.DPO, "únik", {"as": "incident", "hours": 96}))
    clock = case.clock()
    assert clock is not None
    assert clock.conservative - clock.aware == 96 * HOUR
    assert due(case, clock.aware + 95 * HOUR, (24, 90)) == 90
