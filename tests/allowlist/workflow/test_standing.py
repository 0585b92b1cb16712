"""What is missing or has run out closes the door, at the minute it does."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from allowlist import prague
from allowlist.workflow.case import Case, take
from allowlist.workflow.facts import amended
from allowlist.workflow.standing import Ground, Rules, last_day, standing
from allowlist.workflow.step import Action, Part
from support.workflow import history, step

CASE, _ = history()
IN_FORCE = datetime(2026, 12, 1, 12, tzinfo=UTC)


def changed(**facts: object) -> Case:
    return dataclasses.replace(CASE, facts=amended(CASE.facts, facts))


@pytest.mark.parametrize(
    ("case", "now", "closed", "why"),
    [
        (CASE, IN_FORCE, (), "published, whole, in time"),
        (CASE, prague.midnight(CASE.facts.approved_from) - timedelta(seconds=1), (Ground.NOT_YET,), "the second before it begins"),
        (CASE, prague.midnight(CASE.facts.approved_from), (), "the second it begins"),
        (changed(next_review="2027-12-31"), prague.end(CASE.facts.approved_until) - timedelta(seconds=1), (), "the last second"),
        (changed(next_review="2027-12-31"), prague.end(CASE.facts.approved_until), (Ground.EXPIRED,), "the minute it ends"),
        (changed(contract_until="2026-11-30"), IN_FORCE, (Ground.CONTRACT,), "the contract ran out yesterday"),
        (changed(training_off_until="2026-11-30"), IN_FORCE, (Ground.TRAINING,), "the evidence ran out"),
        (changed(next_review="2026-11-15"), IN_FORCE, (), "a late review has thirty days"),
        (changed(next_review="2026-10-15"), IN_FORCE, (Ground.REVIEW,), "but no more"),
        (changed(contract=""), IN_FORCE, (Ground.INCOMPLETE,), "a field was emptied"),
        (Case("mistral"), IN_FORCE, (Ground.STATE, Ground.INCOMPLETE), "nobody asked"),
    ],
)
def test_closed(case, now, closed, why):
    """Every ground closes the tool by itself."""
    found = standing(case, now)
    assert found.closed == closed, why
    assert found.open is not bool(closed)


def test_warnings():
    """What comes within the warning time is told, soonest first."""
    soon = changed(contract_until="2026-12-20", training_off_until="2026-12-10")
    assert [due.ground for due in standing(soon, IN_FORCE).warnings] == [Ground.TRAINING, Ground.CONTRACT]
    assert standing(soon, IN_FORCE, Rules(warn_days=5)).warnings == ()


def test_wrong_output_asks_for_a_review():
    """Three reports in ninety days; a review begins the count anew."""
    case = CASE
    for _ in range(3):
        assert not standing(case, IN_FORCE).warnings
        case = take(case, step(case, Action.REPORT, Part.EMPLOYEE, "chybný součet", {"department": "odbor kultury"}))
    found = standing(case, IN_FORCE)
    assert found.open
    assert [due.ground for due in found.warnings] == [Ground.REPORTS]
    assert not standing(case, IN_FORCE + timedelta(days=120)).warnings or all(
        due.ground is not Ground.REPORTS for due in standing(case, IN_FORCE + timedelta(days=120)).warnings
    )
    case = take(case, step(case, Action.REVIEW, Part.GROUP, "prověřeno", {"next_review": "2027-05-31"}))
    assert not standing(case, IN_FORCE).warnings


def test_the_last_day():
    """Whichever date comes first."""
    assert last_day(changed(contract_until="2027-01-31").facts).isoformat() == "2027-01-31"


def test_the_clock_has_a_zone():
    """A time without its zone decides nothing."""
    with pytest.raises(ValueError, match="zone"):
        standing(CASE, datetime(2026, 12, 1))  # noqa: DTZ001
