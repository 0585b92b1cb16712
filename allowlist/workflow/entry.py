"""From a published case to the register's entry: what the door reads."""

from __future__ import annotations

from allowlist.entry import Entry
from allowlist.workflow.case import Case
from allowlist.workflow.facts import Facts
from allowlist.workflow.standing import Rules, last_day
from allowlist.workflow.step import State


def entry(case: Case, rules: Rules | None = None) -> Entry | None:
    """The entry of a published case, closing on the earliest of its dates; None for one that is not published or lacks a date.

    An entry whose last day lies before its first (a contract that ended early) is no entry.
    """
    facts: Facts = case.facts
    until = last_day(facts, rules)
    if case.state is not State.PUBLISHED or facts.approved_from is None or until is None or until < facts.approved_from:
        return None
    return Entry(case.tool, facts.approved_by, facts.approved_from, until, facts.conditions, facts.groups)
