"""Random or repeated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from gateway.record.breach.case import Case
from gateway.record.breach.recurrence import Recurrence, recurrence
from gateway.record.breach.step import State

AT = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)


def case(number: int, days: int = 0, state: State = State.EVENT, **facts: object) -> Case:
    known = {"tool": "openai", "kinds": {"PERSON": 1}, **facts}
    times = MappingProxyType({"detected": AT - timedelta(days=days)})
    return Case(f"2026-{number:04}", state, times, facts=MappingProxyType(known))


@pytest.mark.parametrize(
    ("other", "quarter", "year"),
    [
        (case(2, 10), 1, 1),
        (case(2, 90), 1, 1),  # the last day counts
        (case(2, 91), 0, 1),
        (case(2, 366), 0, 0),  # too long ago
        (case(2, -1), 0, 0),  # after it
        (case(2, 5, tool="deepl"), 0, 0),  # another tool
        (case(2, 5, kinds={"HEALTH": 1}), 0, 0),  # another class of data
        (case(2, 5, State.DISMISSED), 0, 0),  # a false alarm
        (case(2, 5, department="Odbor sociálních věcí"), 1, 1),  # one of the two names no department
    ],
)
def test_what_counts(other: Case, quarter: int, year: int) -> None:
    """Cases of the same tool and class within the year before, false alarms excepted."""
    found = recurrence(case(1), [case(1), other])
    assert (found.quarter, found.year, found.repeated) == (quarter, year, year > 0)


def test_departments_differ() -> None:
    """Two departments are two stories."""
    assert not recurrence(case(1, department="A"), [case(2, 5, department="B")]).repeated


def test_a_series() -> None:
    """Several attempts in one case are repeated, too; first and last are the days of the cases before."""
    assert recurrence(case(1, events=["E1", "E2"]), []) == Recurrence(attempts=2)
    assert recurrence(case(1, events=["E1", "E2"]), []).repeated
    found = recurrence(case(1), [case(3, 5), case(2, 200)])
    assert (found.first, found.last) == (AT - timedelta(days=200), AT - timedelta(days=5))
