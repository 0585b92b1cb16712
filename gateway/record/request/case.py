"""A data subject's request as it stands, from its steps; and what each step must say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from gateway.record.request.deadline import MOST_FURTHER_MONTHS, Deadlines, day_of, deadlines
from gateway.record.request.step import Action, Kind, Outcome, State, Step


class RequestError(ValueError):
    """A step that may not be taken. ``reason`` is one word; the message says the fix and quotes nothing a person wrote."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Request:
    """One request at the end of its history."""

    id: str
    state: State = State.NONE
    kind: Kind = Kind.OTHER
    applicant: str = field(default="", repr=False)
    received: datetime | None = None
    asked: datetime | None = None
    verified: datetime | None = None
    identity_check: str = field(default="", repr=False)
    departments: tuple[str, ...] = ()
    found: tuple[Mapping[str, Any], ...] = ()
    erased: int = 0
    kept: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Events that may not be erased, by reason."""
    drafted: datetime | None = None
    further_months: int = 0
    extension: str = field(default="", repr=False)
    told: tuple[str, ...] = field(default=(), repr=False)
    outcome: Outcome | None = None
    answered: datetime | None = None
    answer: str = field(default="", repr=False)
    steps: int = 0
    last: datetime | None = None

    @property
    def rested_days(self) -> int:
        """For how many days the period rested while the applicant was asked who they are."""
        if self.asked is None or self.verified is None:
            return 0
        return (day_of(self.verified) - day_of(self.asked)).days

    def deadlines(self) -> Deadlines:
        """The running deadlines. Raises ValueError before it was received."""
        if self.received is None:
            raise ValueError("a request that was not received has no deadline")
        return deadlines(day_of(self.received), self.further_months, self.rested_days)


def lacks(request: Request) -> tuple[str, ...]:
    """What is missing before the answer may go out, or after it, in order."""
    if request.state is State.ANSWERED:
        changed = request.kind in {Kind.RECTIFICATION, Kind.ERASURE, Kind.RESTRICTION}
        granted = request.outcome in {Outcome.GRANTED, Outcome.PARTLY}
        return ("tell",) if changed and granted and not request.told else ()
    gaps = [] if request.verified else ["verify"]
    gaps += [] if request.found else ["found"]
    if request.kind is Kind.ERASURE and any(one.get("events") for one in request.found) and not (request.erased or request.kept):
        gaps.append("erased")
    return (*gaps, *(() if request.drafted else ("draft",)), "answer")


def replay(request: str, steps: Iterable[Step]) -> Request:
    """The request after these steps. Raises what :func:`take` raises."""
    found = Request(request)
    for step in steps:
        found = take(found, step)
    return found


def take(request: Request, step: Step) -> Request:
    """The request after one more step. Raises :class:`RequestError`."""
    if step.request != request.id:
        raise RequestError("request", "the step belongs to another request")
    if step.number != request.steps + 1:
        raise RequestError("number", f"somebody else acted meanwhile: the next step is {request.steps + 1}; read the request and try again")
    if request.last is not None and step.at < request.last:
        raise RequestError("time", "the step is older than the last one; check the clock of this machine")
    allowed = TABLE[request.state]
    if step.action not in allowed:
        possible = ", ".join(action.value for action in Action if action in allowed) or "none"
        raise RequestError("action", f"{step.action.value} cannot follow while the request is {request.state.value}; possible: {possible}")
    return _ACTIONS[step.action](dataclasses.replace(request, steps=step.number, last=step.at), step)


_OPEN = frozenset({Action.DISTRIBUTE, Action.DRAFT, Action.EXTEND, Action.ANSWER, Action.NOTE, Action.ASK_IDENTITY, Action.VERIFY})

TABLE: Mapping[State, frozenset[Action]] = MappingProxyType(
    {
        State.NONE: frozenset({Action.RECEIVE}),
        State.RECEIVED: _OPEN,
        State.ASKED: _OPEN,
        # Nobody's data are looked up, given out or erased before it is known who asks.
        State.VERIFIED: (_OPEN - {Action.ASK_IDENTITY, Action.VERIFY}) | {Action.FOUND, Action.ERASED, Action.TELL},
        State.ANSWERED: frozenset({Action.TELL, Action.NOTE}),
    }
)


def _receive(request: Request, step: Step) -> Request:
    at = _moment(step.facts["received"]) if "received" in step.facts else step.at
    if at > step.at:
        raise RequestError("value", "a request is not received in the future")
    kind = _one_of(Kind, step.facts.get("kind"))
    return dataclasses.replace(request, state=State.RECEIVED, kind=kind, applicant=_text(step, "applicant"), received=at)


def _ask(request: Request, step: Step) -> Request:
    _text(step, "how")
    return dataclasses.replace(request, state=State.ASKED, asked=request.asked or step.at)


def _verify(request: Request, step: Step) -> Request:
    return dataclasses.replace(request, state=State.VERIFIED, verified=step.at, identity_check=_text(step, "how"))


def _distribute(request: Request, step: Step) -> Request:
    departments = step.facts.get("departments")
    if not isinstance(departments, list) or not departments or not all(isinstance(one, str) and one.strip() for one in departments):
        raise RequestError("incomplete", "distribute lists departments")
    return dataclasses.replace(request, departments=tuple(dict.fromkeys((*request.departments, *departments))))


def _found(request: Request, step: Step) -> Request:
    if not isinstance(step.facts.get("events"), int):
        raise RequestError("incomplete", "found says how many events; `celnice requests search` does")
    return dataclasses.replace(request, found=(*request.found, step.facts))


def _erased(request: Request, step: Step) -> Request:
    count, kept = step.facts.get("events"), step.facts.get("kept", {})
    if not isinstance(count, int) or not isinstance(kept, Mapping):
        raise RequestError("incomplete", "erased says how many events; `celnice requests erase` does")
    return dataclasses.replace(request, erased=request.erased + count, kept=MappingProxyType(dict(kept)))


def _draft(request: Request, step: Step) -> Request:
    return dataclasses.replace(request, drafted=request.drafted or step.at)


def _extend(request: Request, step: Step) -> Request:
    months = step.facts.get("months")
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= MOST_FURTHER_MONTHS:
        raise RequestError("value", "the period grows by one or two months")
    if request.further_months:
        raise RequestError("value", "the period was extended already")
    if not step.why.strip():
        raise RequestError("why", "an extension needs its reasons: how complex the request is, how many there are (GDPR art. 12 para. 3)")
    if day_of(step.at) > request.deadlines().extend_until:
        raise RequestError("late", "the first month is over: the applicant had to be told of the extension within it")
    return dataclasses.replace(request, further_months=months, extension=step.why)


def _tell(request: Request, step: Step) -> Request:
    return dataclasses.replace(request, told=(*request.told, _text(step, "recipient")))


def _answer(request: Request, step: Step) -> Request:
    outcome = _one_of(Outcome, step.facts.get("outcome"))
    if outcome not in {Outcome.REFUSED, Outcome.WITHDRAWN} and request.verified is None:
        raise RequestError("identity", "first verify who asks, and record how; only a refusal goes out without")
    if outcome in {Outcome.REFUSED, Outcome.PARTLY} and not step.why.strip():
        raise RequestError("why", "a refusal, also a partial one, says its reasons and the way to complain (GDPR art. 12 para. 4)")
    if request.deadlines().late(step.at) and not step.why.strip():
        raise RequestError("late", "the deadline has passed: say why")
    if outcome is Outcome.GRANTED and "erased" in lacks(request):
        raise RequestError("incomplete", "the erasure has not been carried out yet: `celnice requests erase`")
    return dataclasses.replace(request, state=State.ANSWERED, outcome=outcome, answered=step.at, answer=_text(step, "dispatch"))


def _note(request: Request, step: Step) -> Request:
    _text(step, "text")
    return request


_ACTIONS: Mapping[Action, Callable[[Request, Step], Request]] = MappingProxyType(
    {
        Action.RECEIVE: _receive,
        Action.ASK_IDENTITY: _ask,
        Action.VERIFY: _verify,
        Action.DISTRIBUTE: _distribute,
        Action.FOUND: _found,
        Action.ERASED: _erased,
        Action.DRAFT: _draft,
        Action.EXTEND: _extend,
        Action.TELL: _tell,
        Action.ANSWER: _answer,
        Action.NOTE: _note,
    }
)


def _text(step: Step, name: str) -> str:
    value = step.facts.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RequestError("incomplete", f"{step.action.value} needs {name}")
    return value


def _moment(value: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise RequestError("value", "write a time such as 2026-11-22T14:20:05+01:00") from None
    if at.tzinfo is None:
        raise RequestError("value", "a time carries its zone, such as 2026-11-22T14:20:05+01:00")
    return at


def _one_of[E: (Kind, Outcome)](kind: type[E], value: object) -> E:
    try:
        return kind(str(value))
    except ValueError:
        raise RequestError("value", f"choose one of {', '.join(one.value for one in kind)}") from None
