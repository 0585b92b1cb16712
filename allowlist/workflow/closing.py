"""From a case to what its closed door says. The reason that a step keeps inside (it may name a person) is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from allowlist import prague
from allowlist.closure import Cause, Closure
from allowlist.workflow.case import Case
from allowlist.workflow.standing import Ground, Rules, first_due
from allowlist.workflow.step import State

_STATES: Mapping[State, Cause] = MappingProxyType(
    {
        State.DRAFT: Cause.REQUESTED,
        State.CONSULTED: Cause.REQUESTED,
        State.SUBMITTED: Cause.REQUESTED,
        State.ASSESSED: Cause.REQUESTED,
        State.APPROVED: Cause.DECIDED,
    }
)

_GROUNDS: Mapping[Ground, Cause] = MappingProxyType(
    {
        Ground.EXPIRED: Cause.EXPIRED,
        Ground.CONTRACT: Cause.CONTRACT,
        Ground.AGREEMENT: Cause.AGREEMENT,
        Ground.TRAINING: Cause.TRAINING,
        Ground.REVIEW: Cause.REVIEW,
    }
)


def closing(case: Case, rules: Rules | None = None) -> Closure | None:
    """What the door of this case says while it is closed; None for a tool nobody has asked for, or one that nothing will close.

    For a published tool it is what will close it first: the register's dates say whether that day has come.
    """
    if case.suspended is not None and case.state in {State.SUSPENDED, State.ASSESSED, State.APPROVED}:
        return Closure(case.tool, Cause.SUSPENDED, prague.day(case.suspended.at), case.suspended.notice)
    if case.state in _STATES:
        return Closure(case.tool, _STATES[case.state])
    if case.state is State.REJECTED or case.state is State.RETIRED:
        cause = Cause.REJECTED if case.state is State.REJECTED else Cause.RETIRED
        return Closure(case.tool, cause, _day(case.last))
    due = first_due(case.facts, rules) if case.state is State.PUBLISHED else None
    return None if due is None else Closure(case.tool, _GROUNDS[due[0]], due[1])


def _day(at: datetime | None) -> date | None:
    return None if at is None else prague.day(at)
