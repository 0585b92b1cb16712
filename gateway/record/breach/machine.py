"""Which action may follow in which state, and in whose part. A table; the case checks what an action must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gateway.record.breach.step import Action, Part, State, Step


class CaseError(ValueError):
    """A step that may not be taken. ``reason`` is one word of a closed set; the message says the fix and quotes nothing a person wrote."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take an action, and whether it needs its reason. ``to`` None: the state stays, or the case decides (classify)."""

    to: State | None
    parts: frozenset[Part]
    needs_why: bool = False


def _rule(to: State | None, *parts: Part, why: bool = False) -> Rule:
    return Rule(to, frozenset(parts), why)


_A, _P, _S = Action, Part, State
_OPEN = (_S.SUSPECTED, _S.RECEIVED, _S.EVENT, _S.INCIDENT, _S.DECIDED)

TABLE: Mapping[tuple[State, Action], Rule] = MappingProxyType(
    {
        (_S.NONE, _A.REPORT): _rule(_S.SUSPECTED, *_P),
        (_S.SUSPECTED, _A.REPORT): _rule(None, *_P),
        (_S.SUSPECTED, _A.RECEIVE): _rule(_S.RECEIVED, _P.DPO),
        (_S.RECEIVED, _A.REPORT): _rule(None, *_P),
        (_S.RECEIVED, _A.CLASSIFY): _rule(None, _P.DPO, why=True),
        (_S.EVENT, _A.REPORT): _rule(None, *_P),
        (_S.EVENT, _A.CLASSIFY): _rule(None, _P.DPO, why=True),
        (_S.EVENT, _A.PROPOSE): _rule(None, _P.DPO, _P.IT, _P.HEAD),
        (_S.EVENT, _A.APPROVE): _rule(None, _P.DIRECTOR),
        (_S.EVENT, _A.DONE): _rule(None, _P.DPO, _P.IT, _P.HEAD),
        (_S.EVENT, _A.CLOSE): _rule(_S.CLOSED, _P.DPO),
        (_S.INCIDENT, _A.REPORT): _rule(None, *_P),
        (_S.INCIDENT, _A.CLASSIFY): _rule(None, _P.DPO, why=True),
        (_S.INCIDENT, _A.INVITE): _rule(None, _P.DPO),
        (_S.INCIDENT, _A.REMEDY): _rule(None, _P.DPO, _P.IT, _P.DIRECTOR),
        (_S.INCIDENT, _A.DESCRIBE): _rule(None, _P.DPO),
        (_S.INCIDENT, _A.ASSESS): _rule(None, _P.DPO),
        (_S.INCIDENT, _A.SIGN): _rule(None, _P.DPO, _P.DIRECTOR),
        (_S.INCIDENT, _A.MEASURE): _rule(None, _P.DPO, _P.HEAD, _P.IT, _P.DIRECTOR),
        (_S.INCIDENT, _A.DONE): _rule(None, _P.DPO, _P.HEAD, _P.IT),
        (_S.DECIDED, _A.REMEDY): _rule(None, _P.DPO, _P.IT, _P.DIRECTOR),
        (_S.DECIDED, _A.NOTIFY_AUTHORITY): _rule(None, _P.DPO),
        (_S.DECIDED, _A.SUPPLEMENT): _rule(None, _P.DPO),
        (_S.DECIDED, _A.NOTIFY_PERSONS): _rule(None, _P.DPO),
        (_S.DECIDED, _A.MEASURE): _rule(None, _P.DPO, _P.HEAD, _P.IT, _P.DIRECTOR),
        (_S.DECIDED, _A.DONE): _rule(None, _P.DPO, _P.HEAD, _P.IT),
        (_S.DECIDED, _A.DESCRIBE): _rule(None, _P.DPO, why=True),
        (_S.DECIDED, _A.ASSESS): _rule(_S.INCIDENT, _P.DPO, why=True),
        (_S.DECIDED, _A.CHECK): _rule(None, _P.DPO),
        (_S.DECIDED, _A.CLOSE): _rule(_S.CLOSED, _P.DPO),
        # Stopping what leaks waits for nobody's classification.
        **{(state, _A.REMEDY): _rule(None, _P.DPO, _P.IT, _P.DIRECTOR) for state in (_S.SUSPECTED, _S.RECEIVED, _S.EVENT)},
        (_S.INCIDENT, _A.REMIND): _rule(None, _P.SYSTEM),
        (_S.DECIDED, _A.REMIND): _rule(None, _P.SYSTEM),
        (_S.CLOSED, _A.REOPEN): _rule(_S.RECEIVED, _P.DPO, why=True),
        (_S.DISMISSED, _A.REOPEN): _rule(_S.RECEIVED, _P.DPO, why=True),
        **{(state, _A.NOTE): _rule(None, _P.DPO, _P.IT, _P.HEAD, _P.DIRECTOR) for state in (*_OPEN, _S.CLOSED, _S.DISMISSED)},
        **{(state, _A.CORRECT): _rule(None, _P.DPO, why=True) for state in (*_OPEN, _S.CLOSED)},
    }
)


def rule(state: State, step: Step) -> Rule:
    """The rule of a step. Raises :class:`CaseError`: ``action``, ``part``, ``why``."""
    found = TABLE.get((state, step.action))
    if found is None:
        possible = ", ".join(action.value for action in actions(state))
        raise CaseError("action", f"{step.action.value} cannot follow while the case is {state.value}; possible: {possible}")
    if step.part not in found.parts:
        raise CaseError("part", f"{step.action.value} is done by {', '.join(sorted(part.value for part in found.parts))}")
    if found.needs_why and not step.why.strip():
        raise CaseError("why", f"{step.action.value} needs its reason; give one sentence")
    return found


def actions(state: State, part: Part | None = None) -> tuple[Action, ...]:
    """What may be done in a state, by any person or in one part."""
    return tuple(
        action
        for action in Action
        if (found := TABLE.get((state, action))) and (found.parts != {Part.SYSTEM} if part is None else part in found.parts)
    )
