"""A tool's case as its page shows it. Pure: values in, values out; words come from the texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from allowlist.workflow import working_days
from allowlist.workflow.case import Case
from allowlist.workflow.facts import missing, plain
from allowlist.workflow.machine import TABLE, actions
from allowlist.workflow.risk import Assessment, Criterion, Method
from allowlist.workflow.standing import Ground, Rules, last_day, standing, wrong_output
from allowlist.workflow.step import Action, Part, State, Step
from gateway.console.clock import for_people
from gateway.console.entered_view import entered_text
from gateway.console.forms import Form, one
from gateway.console.language import Language
from gateway.console.register_form import KINDS, OPTIONS, FieldView, Kind, fields
from gateway.console.texts import text, word

_WAITING = (State.SUBMITTED, State.ASSESSED, State.APPROVED, State.SUSPENDED, State.PUBLISHED, State.CONSULTED, State.DRAFT)
_ORDER = {state: number for number, state in enumerate(_WAITING)}


FORWARD: Mapping[State, Action] = {
    State.NONE: Action.DRAFT,
    State.DRAFT: Action.CONSULT,
    State.CONSULTED: Action.SUBMIT,
    State.SUBMITTED: Action.ASSESS,
    State.ASSESSED: Action.VOTE,
    State.APPROVED: Action.PUBLISH,
}
"""The step that brings a request on; its form stands first, and says so. After more than half voted for it: approve."""
IN_SETTINGS = "settings"
"""The word for a tool that ``celnice.toml`` approves and for which nobody has asked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One tool in the list. ``due`` are (ground, day as ISO or "")."""

    tool: str
    name: str
    state: str
    open: bool
    closed: tuple[str, ...]
    due: tuple[tuple[str, str], ...]
    until: str
    reports: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the history."""

    number: int
    iso: str
    time: str
    action: str
    who: str = field(repr=False)
    part: str
    why: str = field(repr=False)
    changed: tuple[str, ...]
    entered: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question of the risk method; choices are (key, words, chosen)."""

    key: str
    words: str
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """One action that may be taken now."""

    action: str
    parts: tuple[str, ...]
    needs_why: bool
    fields: tuple[FieldView, ...]
    criteria: Mapping[str, str] = field(default_factory=dict, repr=False)
    questions: tuple[QuestionView, ...] = ()
    fault: str = ""
    outcome: Assessment | None = None
    form: Form = field(default_factory=dict, repr=False)
    now: bool = False
    """Whether it brings the request on."""

    @property
    def touched(self) -> bool:
        """Whether it was sent and comes back."""
        return bool(self.fault or self.outcome)

    def sent(self, name: str) -> str:
        """What was sent in a field."""
        return one(self.form, name)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that comes back: with its fault, or with the level that the answers lead to."""

    action: Action
    form: Form = field(repr=False)
    fault: str = ""
    outcome: Assessment | None = None


def line(case: Case, name: str, now: datetime, rules: Rules, settled_elsewhere: Collection[str] = ()) -> Line:
    """One tool of the list. Of what the working group has not decided yet, the settings' word holds: ``settled_elsewhere``."""
    if case.tool in settled_elsewhere and not case.settled:
        state = IN_SETTINGS if case.state is State.NONE else case.state.value
        return Line(case.tool, name, state, True, (), (), "", wrong_output(case, now, rules))
    stands = standing(case, now, rules)
    last = last_day(case.facts, rules)
    published = case.state is State.PUBLISHED
    closed = tuple(ground.value for ground in stands.closed if ground is not Ground.STATE) if published else ()
    due = tuple((one.ground.value, one.day.isoformat() if one.day else "") for one in stands.warnings) if published else ()
    until = last.isoformat() if last and published else ""
    return Line(case.tool, name, case.state.value, stands.open, closed, due, until, wrong_output(case, now, rules))


def lines(
    cases: Iterable[Case], names: Mapping[str, str], now: datetime, rules: Rules, settled_elsewhere: Collection[str] = ()
) -> list[Line]:
    """The list: what waits for the working group first."""
    ordered = sorted(cases, key=lambda case: (_ORDER.get(case.state, 9), names.get(case.tool, case.tool).casefold()))
    return [line(case, names.get(case.tool, case.tool), now, rules, settled_elsewhere) for case in ordered]


def card(case: Case, language: Language) -> Iterator[tuple[str, str]]:
    """The filled fields of the card: name and value in words."""
    for name, value in plain(case.facts).items():
        if name == "extra":
            continue
        if name in OPTIONS:
            listed = value if isinstance(value, list) else [value]
            yield name, ", ".join(word(language, _PREFIX[name], str(each)) for each in listed)
        elif name == "risk_level":
            yield name, word(language, "level", str(value))
        elif KINDS.get(name) is Kind.DATE or name == "announced":
            yield name, _day(date.fromisoformat(str(value)))
        elif isinstance(value, bool):
            yield name, text(language, "yes")
        else:
            yield name, "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def entries(steps: Sequence[Step], language: Language) -> Iterator[Entry]:
    """The history, newest first."""
    for step in reversed(steps):
        changed = tuple(word(language, "field", name) for name in step.facts if name in KINDS)
        yield Entry(
            step.number,
            step.at.isoformat(),
            for_people(step.at),
            step.action.value,
            step.who,
            step.part.value,
            step.why,
            changed,
            entered_text(step.entered, language),
        )


def forms(case: Case, method: Method, language: Language, held: Collection[Part], sent: Sent | None = None) -> Iterator[FormView]:
    """A form for every action that the state machine allows in one of the parts ``held``: what comes next, then in its order."""
    due = next_step(case)
    for action in sorted(actions(case.state), key=lambda one: one is not due):
        rule = TABLE[case.state, action]
        parts = rule.parts.intersection(held)
        if not parts:
            continue
        mine = sent if sent is not None and sent.action is action else None
        assessing = action is Action.ASSESS
        yield FormView(
            action.value,
            tuple(sorted(part.value for part in parts)),
            rule.needs_why,
            tuple(fields(action, case.facts, mine.form if mine else None)),
            _criteria(case, mine) if assessing else {},
            tuple(_questions(method, mine, language)) if assessing else (),
            mine.fault if mine else "",
            mine.outcome if mine else None,
            mine.form if mine else {},
            action is due,
        )


def next_step(case: Case) -> Action | None:
    """What brings the request on; None when it has arrived."""
    if case.state is State.ASSESSED and sum(vote.approve for vote in case.votes) * 2 > len(case.votes):
        return Action.APPROVE
    if case.state is State.APPROVED and case.facts.announced is None:
        return Action.ANNOUNCE
    return FORWARD.get(case.state)


def gaps(case: Case) -> tuple[str, ...]:
    """What is missing before the tool can be published."""
    return missing(case.facts) if case.state not in {State.REJECTED, State.RETIRED} else ()


def first_day(case: Case) -> str:
    """The first day on which announced processing may begin; "" before it is announced."""
    return "" if case.facts.announced is None else _day(working_days.earliest_start(case.facts.announced))


def _criteria(case: Case, sent: Sent | None) -> dict[str, str]:
    return {each.value: one(sent.form, f"criterion.{each.value}") if sent else case.criteria.get(each.value, "") for each in Criterion}


def _questions(method: Method, sent: Sent | None, language: Language) -> Iterator[QuestionView]:
    for question in method.questions:
        chosen = one(sent.form, f"answer.{question.key}") if sent else ""
        choices = tuple((choice.key, choice.cs if language == "cs" else choice.en, choice.key == chosen) for choice in question.choices)
        yield QuestionView(question.key, question.cs if language == "cs" else question.en, choices)


_PREFIX = {"data_classes": "data_class", "uses": "use", "account": "account"}


def _day(day: date) -> str:
    return f"{day.day}.\u00a0{day.month}.\u00a0{day.year}"
