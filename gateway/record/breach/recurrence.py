"""Random or repeated: how often something like a case happened before (the directive, art. VII para. 3 (a))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.record.breach.case import Case
from gateway.record.breach.grouping import tier
from gateway.record.breach.step import State

QUARTER = timedelta(days=90)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Cases like this one before it: same tool, same class of data, and the same department where both name one."""

    quarter: int = 0
    year: int = 0
    first: datetime | None = None
    last: datetime | None = None
    attempts: int = 1
    """In the case itself: one case may be a series of attempts."""

    @property
    def repeated(self) -> bool:
        """More than a single occurrence."""
        return self.year > 0 or self.attempts > 1


def recurrence(case: Case, cases: Iterable[Case]) -> Recurrence:
    """What came before ``case`` within a year. False alarms do not count."""
    attempts = max(len(case.facts.get("events", ())), case.reports, 1)
    at = case.times.get("detected")
    if at is None:
        return Recurrence(attempts=attempts)
    before = sorted(
        when
        for one in cases
        if one.id != case.id
        and one.state is not State.DISMISSED
        and _alike(one, case)
        and (when := one.times.get("detected")) is not None
        and at - YEAR <= when <= at
    )
    if not before:
        return Recurrence(attempts=attempts)
    return Recurrence(sum(at - when <= QUARTER for when in before), len(before), before[0], before[-1], attempts)


def _alike(one: Case, other: Case) -> bool:
    departments = {str(case.facts["department"]) for case in (one, other) if case.facts.get("department")}
    return (
        one.facts.get("tool", "") == other.facts.get("tool", "")
        and tier(one.facts.get("kinds", ())) == tier(other.facts.get("kinds", ()))
        and len(departments) < 2
    )
