"""From the case to the door."""

from __future__ import annotations

import dataclasses
from datetime import date

from allowlist.register import Register
from allowlist.workflow.entry import entry
from allowlist.workflow.facts import amended
from allowlist.workflow.step import Action
from support.workflow import history


def test_a_published_case_is_an_entry():
    """It opens and closes with the case's own dates."""
    case, _ = history()
    made = entry(case)
    assert made is not None
    assert (made.approved_from, made.conditions) == (date(2026, 11, 2), ("výstup vždy ověří člověk",))
    assert made.approved_until == date(2027, 5, 30)  # thirty days after the review that nobody held
    Register.from_entries([made])


def test_the_earliest_date_closes():
    """A contract that ends earlier ends the approval."""
    case, _ = history()
    case = dataclasses.replace(case, facts=amended(case.facts, {"contract_until": "2026-12-31"}))
    made = entry(case)
    assert made is not None
    assert made.approved_until == date(2026, 12, 31)


def test_nothing_else_is_one():
    """Neither before publication, nor with a contract that ended before the first day."""
    for action in (Action.DRAFT, Action.APPROVE):
        assert entry(history(upto=action)[0]) is None
    case, _ = history()
    assert entry(dataclasses.replace(case, facts=amended(case.facts, {"contract_until": "2026-10-01"}))) is None
