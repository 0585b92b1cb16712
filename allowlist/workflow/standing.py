"""Whether a published tool may be used now. What is missing or has run out suspends it by itself, at the midnight in Prague it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from allowlist import prague
from allowlist.workflow.case import Case
from allowlist.workflow.facts import DataClass, Facts, missing
from allowlist.workflow.step import State


class Ground(StrEnum):
    """Why a tool is closed, or will be."""

    STATE = "state"  # not published
    NOT_YET = "not_yet"
    EXPIRED = "expired"  # approved_until
    CONTRACT = "contract"
    TRAINING = "training"  # the evidence that nothing is trained on has run out
    AGREEMENT = "agreement"  # personal data without a processing agreement
    REVIEW = "review"  # not reviewed in time
    INCOMPLETE = "incomplete"
    REPORTS = "reports"  # wrong output, too often; asks for a review, closes nothing


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office sets. Days are calendar days."""

    review_grace_days: int = 30
    """How long after its day a review may be late before the tool closes. The other dates have no grace: they are law or contract."""
    warn_days: int = 30
    reports_threshold: int = 3
    reports_days: int = 90
    """So many reports of wrong output in so many days ask for a review (the directive: "not quite isolated")."""


@dataclass(frozen=True, slots=True)
class Due:
    """A ground and the first day on which it closes the tool (None: it does not)."""

    ground: Ground
    day: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """``closed`` names every ground that holds now; ``warnings`` those that come within the warning time, soonest first."""

    closed: tuple[Ground, ...]
    warnings: tuple[Due, ...]

    @property
    def open(self) -> bool:
        """Whether the door is open."""
        return not self.closed


def standing(case: Case, now: datetime, rules: Rules | None = None) -> Standing:
    """What the register says of the case at this instant. ValueError when ``now`` has no time zone."""
    if now.tzinfo is None:
        raise ValueError("now must carry its time zone")
    given = rules or Rules()
    closed: list[Ground] = []
    if case.state is not State.PUBLISHED:
        closed.append(Ground.STATE)
    if missing(case.facts):
        closed.append(Ground.INCOMPLETE)
    if case.facts.approved_from is not None and now < prague.midnight(case.facts.approved_from):
        closed.append(Ground.NOT_YET)
    dues = sorted(_dues(case.facts, given), key=lambda due: due.day or date.max)
    closed += [due.ground for due in dues if due.day is not None and prague.midnight(due.day) <= now]
    soon = now + timedelta(days=given.warn_days)
    warnings = [due for due in dues if due.day is not None and now < prague.midnight(due.day) <= soon]
    if wrong_output(case, now, given) >= given.reports_threshold:
        warnings.append(Due(Ground.REPORTS, None))
    return Standing(tuple(closed), tuple(warnings))


def wrong_output(case: Case, now: datetime, rules: Rules) -> int:
    """Reports of wrong output since the last review, within the rules' days."""
    since = now - timedelta(days=rules.reports_days)
    if case.reviewed is not None:
        since = max(since, case.reviewed)
    return sum(since < report.at <= now for report in case.reports)


def last_day(facts: Facts, rules: Rules | None = None) -> date | None:
    """The last day on which the tool may be used, whatever closes it first; None when nothing is dated."""
    due = first_due(facts, rules)
    return None if due is None else due[1]


def first_due(facts: Facts, rules: Rules | None = None) -> tuple[Ground, date] | None:
    """What closes the tool first, and the last day on which it may be used; None when nothing is dated."""
    days = [(due.day, due.ground) for due in _dues(facts, rules or Rules()) if due.day is not None]
    if not days:
        return None
    day, ground = min(days, key=lambda one: one[0])
    return ground, day - timedelta(days=1)


def _dues(facts: Facts, rules: Rules) -> Iterator[Due]:
    """Each date's first closed day."""
    tomorrow = timedelta(days=1)
    if facts.approved_until is not None:
        yield Due(Ground.EXPIRED, facts.approved_until + tomorrow)
    if facts.contract_until is not None:
        yield Due(Ground.CONTRACT, facts.contract_until + tomorrow)
        if DataClass.PERSONAL in facts.data_classes:
            yield Due(Ground.AGREEMENT, facts.contract_until + tomorrow)  # an agreement ends with its contract
    if facts.training_off_until is not None:
        yield Due(Ground.TRAINING, facts.training_off_until + tomorrow)
    if facts.next_review is not None:
        yield Due(Ground.REVIEW, facts.next_review + timedelta(days=rules.review_grace_days) + tomorrow)
