"""The state machine: which action may follow in which state, in whose part, and what it must say. A table; nothing else decides.

Source: the directive on AI tools, section 4 (the head of department talks the tool over with the head of IT and files the request; the
working group assesses and decides; the list is published and kept up to date) and section 2 (the six criteria).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from allowlist.workflow.step import Action, Part, State, Step


class WorkflowError(ValueError):
    """A step that may not be taken. ``reason`` is one word of a closed set; the message says the fix and quotes nothing a person wrote.

    ``fields`` names what is missing or wrong, as far as it has a name.
    """

    def __init__(self, reason: str, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reason = reason
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Rule:
    """What one action does in one state."""

    to: State
    parts: frozenset[Part]
    needs_why: bool = False


def _rule(to: State, *parts: Part, why: bool = False) -> Rule:
    return Rule(to, frozenset(parts), why)


_S, _A, _P = State, Action, Part

TABLE: Mapping[tuple[State, Action], Rule] = MappingProxyType(
    {
        (_S.NONE, _A.DRAFT): _rule(_S.DRAFT, _P.HEAD, _P.GROUP),
        (_S.NONE, _A.REPORT): _rule(_S.NONE, *_P),  # of a tool that the settings approve, and nobody has asked for here
        (_S.REJECTED, _A.DRAFT): _rule(_S.DRAFT, _P.HEAD, _P.GROUP, why=True),
        (_S.RETIRED, _A.DRAFT): _rule(_S.DRAFT, _P.HEAD, _P.GROUP, why=True),
        (_S.DRAFT, _A.AMEND): _rule(_S.DRAFT, _P.HEAD, _P.IT, _P.GROUP),
        (_S.DRAFT, _A.CONSULT): _rule(_S.CONSULTED, _P.HEAD, _P.IT),
        (_S.CONSULTED, _A.AMEND): _rule(_S.CONSULTED, _P.HEAD, _P.IT, _P.GROUP),
        (_S.CONSULTED, _A.SUBMIT): _rule(_S.SUBMITTED, _P.HEAD),
        (_S.SUBMITTED, _A.RETURN): _rule(_S.DRAFT, _P.GROUP, _P.IT, _P.DPO, why=True),
        (_S.SUBMITTED, _A.AMEND): _rule(_S.SUBMITTED, _P.GROUP, _P.IT, _P.DPO),
        (_S.SUBMITTED, _A.ASSESS): _rule(_S.ASSESSED, _P.GROUP),
        (_S.ASSESSED, _A.ASSESS): _rule(_S.ASSESSED, _P.GROUP, why=True),
        (_S.ASSESSED, _A.AMEND): _rule(_S.ASSESSED, _P.GROUP, _P.IT, _P.DPO),
        (_S.ASSESSED, _A.RETURN): _rule(_S.DRAFT, _P.GROUP, _P.DPO, why=True),
        (_S.ASSESSED, _A.VOTE): _rule(_S.ASSESSED, _P.GROUP, _P.DPO),
        (_S.ASSESSED, _A.APPROVE): _rule(_S.APPROVED, _P.GROUP, why=True),
        (_S.ASSESSED, _A.REJECT): _rule(_S.REJECTED, _P.GROUP, why=True),
        (_S.APPROVED, _A.ANNOUNCE): _rule(_S.APPROVED, _P.HEAD, _P.GROUP, _P.DPO),
        (_S.APPROVED, _A.AMEND): _rule(_S.APPROVED, _P.GROUP, _P.IT, _P.DPO, why=True),
        (_S.APPROVED, _A.PUBLISH): _rule(_S.PUBLISHED, _P.GROUP, _P.ADMINISTRATOR),
        (_S.APPROVED, _A.REJECT): _rule(_S.REJECTED, _P.GROUP, why=True),
        (_S.PUBLISHED, _A.AMEND): _rule(_S.PUBLISHED, _P.GROUP, why=True),
        (_S.PUBLISHED, _A.REVIEW): _rule(_S.PUBLISHED, _P.GROUP),
        (_S.PUBLISHED, _A.REPORT): _rule(_S.PUBLISHED, *_P),
        (_S.PUBLISHED, _A.SUSPEND): _rule(_S.SUSPENDED, _P.GROUP, _P.IT, _P.DPO, _P.DIRECTOR, why=True),
        (_S.PUBLISHED, _A.RETIRE): _rule(_S.RETIRED, _P.GROUP, why=True),
        (_S.SUSPENDED, _A.AMEND): _rule(_S.SUSPENDED, _P.GROUP, _P.IT, _P.DPO, why=True),
        (_S.SUSPENDED, _A.REPORT): _rule(_S.SUSPENDED, *_P),
        (_S.SUSPENDED, _A.ASSESS): _rule(_S.ASSESSED, _P.GROUP, why=True),
        (_S.SUSPENDED, _A.RESUME): _rule(_S.PUBLISHED, _P.GROUP, why=True),
        (_S.SUSPENDED, _A.RETIRE): _rule(_S.RETIRED, _P.GROUP, why=True),
    }
)


def next_state(state: State, step: Step) -> State:
    """The state after the step. Raises :class:`WorkflowError`: ``action`` (not in this state), ``part`` (not theirs to do), ``why``."""
    rule = TABLE.get((state, step.action))
    if rule is None:
        possible = ", ".join(action.value for action in actions(state)) or "nothing"
        raise WorkflowError("action", f"{step.action.value} cannot follow in state {state.value}; possible: {possible}")
    if step.part not in rule.parts:
        theirs = ", ".join(sorted(part.value for part in rule.parts))
        raise WorkflowError("part", f"{step.action.value} is done by {theirs}, not by {step.part.value}")
    if rule.needs_why and not step.why.strip():
        raise WorkflowError("why", f"{step.action.value} needs its reason; give one sentence")
    return rule.to


def actions(state: State, part: Part | None = None) -> tuple[Action, ...]:
    """What may be done in a state, by anybody or in one part, in the order of :class:`Action`."""
    return tuple(action for action in Action if (rule := TABLE.get((state, action))) and (part is None or part in rule.parts))
