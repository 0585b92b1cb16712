"""A tool's case: its history read from the first step to the last. The state is never stored; it is what the steps say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from allowlist import prague
from allowlist.workflow import risk, working_days
from allowlist.workflow.entered import unproven
from allowlist.workflow.facts import REQUEST_FIELDS, Facts, amended, missing
from allowlist.workflow.machine import WorkflowError, next_state
from allowlist.workflow.risk import Assessment, Level, Method
from allowlist.workflow.same_person import same_person
from allowlist.workflow.step import Action, State, Step


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote. A later vote of the same member takes the place of the earlier one; both stay in the history."""

    who: str = field(repr=False)
    approve: bool
    why: str = field(default="", repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of wrong output: when, from which department. What was wrong stays in the step."""

    at: datetime
    department: str


@dataclass(frozen=True, slots=True)
class Suspension:
    """Since when a tool is suspended, and what employees are told; the step's own reason stays inside, it may name a person."""

    at: datetime
    notice: str = ""


SETTLED = frozenset({State.PUBLISHED, State.REJECTED, State.SUSPENDED, State.RETIRED})
"""States that only a decision of the working group leads to."""

LONGEST_NOTICE = 300
"""Characters: a page that is read in five seconds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One tool at the end of its history."""

    tool: str
    state: State = State.NONE
    facts: Facts = field(default_factory=Facts)
    assessment: Assessment | None = None
    criteria: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    votes: tuple[Vote, ...] = ()
    reports: tuple[Report, ...] = ()
    reviewed: datetime | None = None
    suspended: Suspension | None = None
    settled: bool = False
    """Whether the working group has ever decided: from then on its word holds, also while it looks at the tool anew."""
    steps: int = 0
    last: datetime | None = None

    @property
    def version(self) -> int:
        """The number of the last step; a new step names it, so that two who act at once do not overwrite each other."""
        return self.steps


def replay(tool: str, steps: Iterable[Step], method: Method | None = None) -> Case:
    """The case after these steps. Raises what :func:`take` raises: a history that the table does not allow was tampered with."""
    case = Case(tool)
    for step in steps:
        case = take(case, step, method)
    return case


def take(case: Case, step: Step, method: Method | None = None) -> Case:
    """The case after one more step.

    Raises :class:`WorkflowError`: ``tool``, ``number`` (somebody else was faster), ``time`` (before the last step), what
    :func:`~allowlist.workflow.machine.next_state` raises, and what the action's own facts lack: ``incomplete``, ``votes``, ``paper``,
    ``unacceptable``, ``announced``, ``field``, ``value``, ``question``, ``answer``, ``criterion``.
    """
    if step.tool != case.tool:
        raise WorkflowError("tool", "the step belongs to another tool")
    if step.number != case.steps + 1:
        raise WorkflowError(
            "number", f"somebody else acted meanwhile: this was step {step.number}, the next is {case.steps + 1}; read and try again"
        )
    if case.last is not None and step.at < case.last:
        raise WorkflowError("time", "the step is older than the last one; check the clock")
    state = next_state(case.state, step)
    after = dataclasses.replace(case, state=state, settled=case.settled or state in SETTLED, steps=step.number, last=step.at)
    return _ACTIONS[step.action](after, step, method or risk.packaged())


def _draft(case: Case, step: Step, _: Method) -> Case:
    return dataclasses.replace(
        case,
        facts=amended(Facts(), step.facts),
        assessment=None,
        criteria=MappingProxyType({}),
        votes=(),
        reports=(),
        reviewed=None,
        suspended=None,
    )


def _amend(case: Case, step: Step, _: Method) -> Case:
    facts = amended(case.facts, step.facts)
    if case.state is State.PUBLISHED:
        _complete(missing(facts))
    return dataclasses.replace(case, facts=facts)


def _submit(case: Case, step: Step, _: Method) -> Case:
    facts = amended(case.facts, step.facts)
    _complete(missing(facts, REQUEST_FIELDS))
    return dataclasses.replace(case, facts=facts)


def _assess(case: Case, step: Step, method: Method) -> Case:
    criteria, answers = _table(step, "criteria"), _table(step, "answers")
    outcome = risk.assess(method, answers, criteria)
    said = MappingProxyType({key: str(value) for key, value in criteria.items()})
    facts = dataclasses.replace(case.facts, risk_level=outcome.level.value)
    return dataclasses.replace(case, assessment=outcome, criteria=said, votes=(), facts=facts)


def _vote(case: Case, step: Step, _: Method) -> Case:
    approve = step.facts.get("approve")
    if not isinstance(approve, bool):
        raise WorkflowError("value", "a vote says approve: true or false")
    if unproven(step.entered):  # the token and the command line write any name
        raise WorkflowError(
            "paper", "entered for somebody by the token or the command line: give the reference of the minutes or the ballot"
        )
    own = [vote for vote in case.votes if same_person(vote.who, vote.ids, step.who, step.ids)]
    ids = tuple(dict.fromkeys((*step.ids, *(one for vote in own for one in vote.ids))))  # who signs in in two ways is still one
    others = tuple(vote for vote in case.votes if vote not in own)
    return dataclasses.replace(case, votes=(*others, Vote(step.who, approve, step.why, ids)))


def _approve(case: Case, step: Step, _: Method) -> Case:
    yes = sum(vote.approve for vote in case.votes)
    if yes * 2 <= len(case.votes):
        raise WorkflowError("votes", f"{yes} of {len(case.votes)} votes are for it; more than half are needed")
    if case.assessment is None or case.assessment.level is Level.UNACCEPTABLE:
        raise WorkflowError("unacceptable", "the assessed risk is unacceptable; change the conditions and assess again, or reject")
    facts = amended(case.facts, {"approved_by": step.who, **step.facts})
    _complete(missing(facts))
    _dates(facts)
    return dataclasses.replace(case, facts=facts)


def _announce(case: Case, step: Step, _: Method) -> Case:
    return dataclasses.replace(case, facts=dataclasses.replace(case.facts, announced=prague.day(step.at)))


def _publish(case: Case, step: Step, _: Method) -> Case:
    facts = amended(case.facts, step.facts)
    _complete(missing(facts))
    _dates(facts)
    if facts.announced is None:
        raise WorkflowError("announced", "new processing was not announced to the data protection officer; announce it first")
    earliest = working_days.earliest_start(facts.announced)
    if facts.approved_from is not None and facts.approved_from < earliest:
        raise WorkflowError("announced", f"new processing is announced 20 working days ahead: the first day of use can be {earliest}")
    return dataclasses.replace(case, facts=facts, suspended=None)


def _review(case: Case, step: Step, _: Method) -> Case:
    facts = amended(case.facts, step.facts)
    if facts.next_review is None or facts.next_review <= step.at.date():
        raise WorkflowError("incomplete", "a review sets next_review to a later day")
    _complete(missing(facts))
    _dates(facts)
    return dataclasses.replace(case, facts=facts, reviewed=step.at)


def _report(case: Case, step: Step, _: Method) -> Case:
    return dataclasses.replace(case, reports=(*case.reports, Report(step.at, str(step.facts.get("department", "")))))


def _suspend(case: Case, step: Step, _: Method) -> Case:
    notice = step.facts.get("notice", "")
    if not isinstance(notice, str) or len(notice) > LONGEST_NOTICE:
        raise WorkflowError("value", f"notice is a text of at most {LONGEST_NOTICE} characters; every employee reads it")
    return dataclasses.replace(case, suspended=Suspension(step.at, notice.strip()))


def _resume(case: Case, step: Step, _: Method) -> Case:
    facts = amended(case.facts, step.facts)
    _complete(missing(facts))
    _dates(facts)
    return dataclasses.replace(case, facts=facts, suspended=None)


def _nothing(case: Case, _: Step, __: Method) -> Case:
    return case


_ACTIONS = {
    Action.DRAFT: _draft,
    Action.CONSULT: _amend,
    Action.SUBMIT: _submit,
    Action.RETURN: _nothing,
    Action.AMEND: _amend,
    Action.ASSESS: _assess,
    Action.VOTE: _vote,
    Action.APPROVE: _approve,
    Action.REJECT: _nothing,
    Action.ANNOUNCE: _announce,
    Action.PUBLISH: _publish,
    Action.REVIEW: _review,
    Action.REPORT: _report,
    Action.SUSPEND: _suspend,
    Action.RESUME: _resume,
    Action.RETIRE: _nothing,
}


def _table(step: Step, name: str) -> Mapping[str, object]:
    value = step.facts.get(name)
    if not isinstance(value, Mapping):
        raise WorkflowError("value", f"an assessment holds {name} as a table")
    return value


def _complete(gaps: tuple[str, ...]) -> None:
    if gaps:
        raise WorkflowError("incomplete", f"missing: {', '.join(gaps)}", gaps)


def _dates(facts: Facts) -> None:
    def day(value: date | None) -> date:
        if value is None:
            raise WorkflowError("incomplete", "missing: a date of the approval")
        return value

    if day(facts.approved_until) < day(facts.approved_from):
        raise WorkflowError("value", "approved_until lies before approved_from")
