from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.breach.case import Case
from gateway.record.breach.severity import Risk
from gateway.record.breach.step import State
from gateway.record.retention import Bond, Dated, Keep, Plan, bonds, judge, years_end

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLAN = Plan()


def days(count):
    return NOW - timedelta(days=count)


OPEN = Bond("1", incident=True, closed=None)
CLOSED_2026 = Bond("1", incident=True, closed=datetime(2026, 2, 1, tzinfo=UTC))
CLOSED_2020 = Bond("1", incident=True, closed=datetime(2020, 12, 31, 22, 59, tzinfo=UTC))
CLOSED_2021 = Bond("1", incident=True, closed=datetime(2020, 12, 31, 23, 0, tzinfo=UTC))
EVENT_CLOSED = Bond("1", incident=False, closed=days(100))
HELD = Bond("1", incident=False, closed=days(900), held=True)


@pytest.mark.parametrize(
    ("kind", "age", "cases", "held", "expected", "why"),
    [
        ("prompt.blocked", 89, (), (), Keep.RUNNING, "a stopped attempt within its days"),
        ("prompt.blocked", 90, (), (), Keep.DUE, "and at their end"),
        ("tool.refused", 90, (), (), Keep.DUE, "refusals are attempts"),
        ("prompt.recorded", 90, (), (), Keep.DUE, "so are recorded passes that no case names"),
        ("chain.erased", 9000, (), (), Keep.PROOF, "a proof is never erased"),
        ("evidence.opened", 90, (), (), Keep.RUNNING, "who opened evidence is known for years"),
        ("evidence.opened", 366 * 7, (), (), Keep.DUE, "but not for ever"),
        ("prompt.blocked", 400, (OPEN,), (), Keep.OPEN, "an open case needs its events"),
        ("prompt.blocked", 400, (EVENT_CLOSED,), (), Keep.DUE, "a closed security event keeps nothing"),
        ("prompt.blocked", 400, (CLOSED_2026,), (), Keep.FILED, "an incident follows the filing plan"),
        ("prompt.blocked", 2400, (CLOSED_2020,), (), Keep.DUE, "closed in 2020: five years, 2021 to 2025"),
        ("prompt.blocked", 2400, (CLOSED_2021,), (), Keep.FILED, "closed in the first minute of 2021 in Prague: to the end of 2026"),
        ("prompt.blocked", 2400, (CLOSED_2020, CLOSED_2026), (), Keep.FILED, "of two cases the longer one counts"),
        ("prompt.blocked", 2400, (HELD,), (), Keep.HELD, "a case under a legal hold"),
        ("prompt.blocked", 2400, (), ("event:e1",), Keep.HELD, "an event under a legal hold"),
        ("prompt.blocked", 2400, (), ("event:e2",), Keep.DUE, "the hold is of another event"),
    ],
)
def test_judge(kind, age, cases, held, expected, why):
    """What happens to one event's payload."""
    assert judge(Dated("e1", kind, days(age)), {"e1": cases}, held, PLAN, NOW) is expected, why


@pytest.mark.parametrize(
    ("state", "left", "risk", "held", "expected"),
    [
        (State.SUSPECTED, False, None, False, None),
        (State.SUSPECTED, True, None, False, Bond("1", incident=False, closed=None)),
        (State.RECEIVED, False, None, False, Bond("1", incident=False, closed=None)),
        (State.EVENT, False, None, False, Bond("1", incident=False, closed=None)),
        (State.INCIDENT, True, None, False, Bond("1", incident=True, closed=None)),
        (State.DECIDED, True, Risk.HIGH, False, Bond("1", incident=True, closed=None)),
        (State.CLOSED, False, None, False, Bond("1", incident=False, closed=NOW)),
        (State.CLOSED, True, Risk.NONE, False, Bond("1", incident=True, closed=NOW)),
        (State.DISMISSED, False, None, False, None),
        (State.DISMISSED, False, None, True, Bond("1", incident=False, closed=NOW, held=True)),
    ],
)
def test_bonds(state, left, risk, held, expected):
    """Which case keeps its events; a suspicion that nobody took up and that was stopped keeps none."""
    case = Case("1", state, facts={"events": ["e1"], "left": left}, risk=risk, last=NOW)
    assert bonds([case], {"case:1"} if held else ()).get("e1") == (None if expected is None else (expected,))


@given(st.integers(0, 70 * 365 * 24), st.integers(1, 20))
def test_years_are_whole(hours, years):
    """The period ends at a new year in Prague, at least ``years`` and less than ``years + 1`` years later."""
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    end = years_end(at, years)
    assert (end.month, end.day, end.hour, end.minute) == (12, 31, 23, 0)
    assert timedelta(days=365 * years) <= end - at <= timedelta(days=366 * (years + 1))
