"""The forms of a breach case: one for every step that the visitor's part may take now, made from the API's typed bodies. Pure."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gateway.console import breach_bodies
from gateway.console.case_acting import held
from gateway.console.forms import Form, one
from gateway.console.step_body import Acting
from gateway.console.typed_form import Typed, fields
from gateway.console.visitor import Visitor
from gateway.record.breach.assessment import facts_of
from gateway.record.breach.case import NEEDED, Case, lacks
from gateway.record.breach.machine import TABLE
from gateway.record.breach.severity import proposed
from gateway.record.breach.step import Action, Part, State


def _bodies() -> Mapping[Action, type[Acting]]:
    union, _ = typing.get_args(breach_bodies.AnyStep.__value__)
    return MappingProxyType({typing.get_args(body.model_fields["action"].annotation)[0]: body for body in typing.get_args(union)})


BODIES = _bodies()
"""The typed body of each step."""
HIDDEN = frozenset({"action", "who", "part", "version", "why", "paper"})
"""What no generated field asks for: the page says it."""
FIRST = (
    Action.RECEIVE,
    Action.CLASSIFY,
    Action.DESCRIBE,
    Action.ASSESS,
    Action.SIGN,
    Action.NOTIFY_AUTHORITY,
    Action.NOTIFY_PERSONS,
    Action.DONE,
    Action.PROPOSE,
    Action.APPROVE,
    Action.CHECK,
    Action.CLOSE,
    Action.REMEDY,
    Action.MEASURE,
)
"""The order of the forms; the others follow."""
SIGNED = frozenset({Action.SIGN, Action.APPROVE})
"""Steps that take a paper when the token enters them for somebody."""
BARE = frozenset({Action.RECEIVE, Action.SIGN, Action.CLOSE})
"""Steps that say nothing but themselves: no field for a reason."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that could not be taken, shown again with why."""

    action: str
    form: Form = field(repr=False)
    fault: str = ""
    wrong: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class StepForm:
    """One form. ``parts``: more than one where the visitor has to say which."""

    action: str
    fields: tuple[Typed, ...]
    parts: tuple[Part, ...]
    why: str = field(default="", repr=False)
    needs_why: bool = False
    asks_why: bool = True
    part: str = ""
    who: str = field(default="", repr=False)
    paper: str = field(default="", repr=False)
    asks_paper: bool = False
    fault: str = ""
    touched: bool = False
    now: bool = False


def parts_of(visitor: Visitor | None) -> tuple[Part, ...]:
    """The parts that somebody may act in; behind the token every person's."""
    if visitor is None:
        return ()
    return tuple(part for part in Part if part is not Part.SYSTEM) if visitor.token else held(visitor)


def forms(case: Case, visitor: Visitor | None, sent: Sent | None = None, current: Collection[str] = ()) -> Iterator[StepForm]:
    """The forms for whoever asks, in the order of the work; ``current`` are the actions that are due now."""
    own = parts_of(visitor)
    for action in sorted(BODIES, key=lambda each: (each.value not in current, _place(each))):
        rule = TABLE.get((case.state, action))
        parts = tuple(part for part in own if rule is not None and part in rule.parts)
        if rule is None or not parts or not _sensible(case, action):
            continue
        mine = sent if sent is not None and sent.action == action.value else None
        body = BODIES[action]
        usual = body.usual if body.usual in parts else parts[0]
        yield StepForm(
            action.value,
            tuple(
                fields(body, HIDDEN | _needless(case, action), known(case, action), mine.form if mine else None, mine.wrong if mine else ())
            ),
            parts,
            one(mine.form, "why") if mine else "",
            rule.needs_why,
            action not in BARE,
            one(mine.form, "part") if mine else usual.value,
            one(mine.form, "who") if mine else "",
            one(mine.form, "paper") if mine else "",
            action in SIGNED and visitor is not None and visitor.token,
            mine.fault if mine else "",
            mine is not None,
            action.value in current,
        )


def _place(action: Action) -> int:
    return FIRST.index(action) if action in FIRST else len(FIRST) + list(Action).index(action)


def known(case: Case, action: Action) -> Mapping[str, Any]:
    """What a form begins with."""
    estimate = case.facts.get("persons_estimate", 0)
    if action is Action.DESCRIBE:
        return {**({"persons": estimate} if estimate else {}), **case.facts}
    if action is Action.ASSESS:
        persons = case.facts.get("persons", estimate)
        answers = case.answers or proposed(case.facts.get("kinds", {}), known_recipient=False, persons=persons)
        return facts_of(answers)
    if action is Action.DONE:
        return {"measure": next((at for at, measure in enumerate(case.measures, 1) if measure.done is None), None)}
    return {}


def _sensible(case: Case, action: Action) -> bool:
    """Whether an allowed step has anything to be about; the machine would refuse it, or it would say nothing."""
    match action:
        case Action.SIGN:
            return not set(lacks(case)) & {*NEEDED, "assess"}
        case Action.DONE:
            return case.state is State.EVENT or any(measure.done is None for measure in case.measures)
        case Action.SUPPLEMENT:
            return bool(case.authority)
        case Action.APPROVE:
            return bool(case.proposal)
        case Action.CLOSE:
            return not lacks(case)
        case _:
            return True


def _needless(case: Case, action: Action) -> frozenset[str]:
    """Fields that say nothing in this state."""
    if action is Action.CLASSIFY and "aware" in case.times:
        return frozenset({"aware"})  # the clock runs; another time is a correction
    if action is Action.DONE and case.state is State.EVENT:
        return frozenset({"measure"})
    if action is Action.REPORT:
        return frozenset({"elected"})
    return frozenset()


def said(form: Form) -> dict[str, Any]:
    """Who, in which part and why; empty fields say nothing."""
    return {name: given for name in ("who", "part", "why", "paper") if (given := one(form, name))}
