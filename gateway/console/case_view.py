"""A breach case as the officer's pages show it: the steps of the directive (SE 04/2018, art. VII), clocks, history. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from gateway.act.texts import texts
from gateway.console.breach_items import OVER
from gateway.console.clock import NO_BREAK, for_people
from gateway.console.entered_view import entered_text
from gateway.console.language import Language
from gateway.console.texts import text, word
from gateway.record.breach.case import NEEDED, Case, lacks
from gateway.record.breach.clock import Clock
from gateway.record.breach.severity import Risk
from gateway.record.breach.step import Part, State, Step


class Status(StrEnum):
    """Where one step of the directive stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the directive. ``action`` names its form; ``article`` is that of the directive or of the GDPR."""

    key: str
    status: Status
    article: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class ClockView:
    """A running deadline, in words and for the script that counts down."""

    urgency: str
    left: str
    until: str
    conservative: str
    formal: str
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list."""

    number: str
    state: str
    title: str = field(repr=False)
    tool: str
    kinds: str
    left: bool
    clock: ClockView | None
    next: str
    detected: str
    risk: str
    waits: str = ""
    """How long nobody has classified it: no deadline runs yet, and each hour is one that is missed later."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the history; ``said`` are (name of the fact, its value)."""

    number: int
    iso: str
    time: str
    action: str
    part: str
    who: str = field(repr=False)
    why: str = field(repr=False)
    said: tuple[tuple[str, str], ...] = field(repr=False)
    entered: str = field(default="", repr=False)


def stages(case: Case) -> tuple[Stage, ...]:
    """Every step with where it stands. The first that is due, and is not done, is the one for now."""
    found = list(_stages(case))
    for at, stage in enumerate(found):
        if stage.status is Status.LATER and stage.key not in {"remedy", "measures"} and case.state not in OVER:
            found[at] = Stage(stage.key, Status.NOW, stage.article, stage.action)
            break
    return tuple(found)


def _stages(case: Case) -> Iterator[Stage]:
    def stage(key: str, article: str, action: str, done: bool, needed: bool = True) -> Stage:
        over = case.state in OVER
        return Stage(key, Status.DONE if done else Status.LATER if needed and not over else Status.NOT_NEEDED, article, action)

    classified = case.state not in {State.NONE, State.SUSPECTED, State.RECEIVED}
    yield stage("report", "VI/3 n), VII/1", "report", case.steps > 0)
    yield stage("receive", "VII/1, IX", "receive", case.state not in {State.NONE, State.SUSPECTED})
    yield stage("remedy", "VII/4 a)", "remedy", bool(case.remedies))
    yield stage("classify", "VII/2", "classify", classified)
    if case.state is State.DISMISSED:
        return
    if case.state is State.EVENT or (case.state is State.CLOSED and case.risk is None):
        yield stage("propose", "VII/3 b)", "propose", bool(case.proposal))
        yield stage("approve", "VII/3 c)", "approve", case.approved is True)
        yield stage("close", "VII/10", "close", case.state is State.CLOSED)
        return
    gaps = set(lacks(case))
    described = classified and not gaps & set(NEEDED)
    yield stage("describe", "VII/4 b)–f)", "describe", described)
    yield stage("assess", "VII/4 g)", "assess", case.risk is not None)
    yield stage("sign_officer", "VII/5", "sign", Part.DPO in case.signatures)
    yield stage("sign_director", "VII/5", "sign", Part.DIRECTOR in case.signatures)
    yield stage("authority", "VII/5 a), 7, 8; GDPR 33", "notify_authority", bool(case.authority), case.risk is not Risk.NONE)
    told = bool(case.persons or case.persons_exception)
    yield stage("persons", "VII/5 b); GDPR 34", "notify_persons", told, case.risk in {None, Risk.HIGH})
    open_measures = any(measure.done is None for measure in case.measures)
    yield stage("measures", "VII/6", "done" if open_measures else "measure", bool(case.measures) and not open_measures)
    yield stage("check", "VII/9", "check", case.checked is not None)
    yield stage("close", "VII/10", "close", case.state is State.CLOSED)


def clock_view(clock: Clock | None, now: datetime, language: Language) -> ClockView | None:
    """The clock of a case for people."""
    if clock is None:
        return None
    return ClockView(
        clock.urgency(now).value,
        left_words(clock.left(now), language),
        for_people(clock.conservative),
        clock.conservative.isoformat(),
        for_people(clock.formal),
        clock.late(now),
    )


def left_words(left: timedelta, language: Language) -> str:
    """``zbývá 67 hodin 12 minut``, or how long ago it passed."""
    minutes = int(abs(left).total_seconds() // 60)
    said = f"{counted(minutes // 60, 'hour', language)} {counted(minutes % 60, 'minute', language)}"
    return text(language, "clock.left" if left >= timedelta() else "clock.over", time=said)


def counted(count: int, noun: str, language: Language) -> str:
    """``1 hodina, 2 hodiny, 5 hodin``; ``noun`` has its forms under ``count.<noun>``."""
    return f"{count}{NO_BREAK}{text(language, f'count.{noun}.{plural(count)}')}"


def plural(count: int) -> str:
    """The form of a noun beside a number, the same in both languages' texts: ``one``, ``few``, ``many``."""
    return "one" if count == 1 else "few" if 2 <= count <= 4 else "many"


def line(case: Case, now: datetime, name: str, language: Language) -> Line:
    """A case in a list. ``name`` is its tool's."""
    due = next((stage for stage in stages(case) if stage.status is Status.NOW), None)
    detected = case.times.get("detected") or case.times.get("reported")
    return Line(
        case.id,
        case.state.value,
        str(case.facts.get("title", "")),
        name,
        said_fact("kinds", case.facts.get("kinds"), language),
        bool(case.facts.get("left")),
        clock_view(case.awaited(), now, language),
        word(language, "case_stage", due.key) if due else "",
        for_people(detected) if detected else "",
        case.risk.value if case.risk else "",
        _waits(case, now, language),
    )


def _waits(case: Case, now: datetime, language: Language) -> str:
    if case.state not in {State.SUSPECTED, State.RECEIVED} or "reported" not in case.times:
        return ""
    minutes = max(int((now - case.times["reported"]).total_seconds() // 60), 0)
    return f"{counted(minutes // 60, 'hour', language)} {counted(minutes % 60, 'minute', language)}"


def groups(cases: Iterable[Case], now: datetime) -> Mapping[str, Sequence[Case]]:
    """``loud``: may have left, nobody classified it yet; ``running``: a clock runs, the nearest first; ``open``; ``over``, newest first."""
    found: dict[str, list[Case]] = {"loud": [], "running": [], "open": [], "over": []}
    for case in cases:
        if case.state in OVER:
            found["over"].append(case)
        elif case.state in {State.SUSPECTED, State.RECEIVED} and case.facts.get("left"):
            found["loud"].append(case)
        else:
            found["running" if case.awaited() is not None else "open"].append(case)
    found["running"].sort(key=lambda case: clock.left(now) if (clock := case.awaited()) else timedelta.max)
    found["over"].reverse()
    return found


def entries(history: Sequence[Step], language: Language) -> Iterator[Entry]:
    """The history, the newest first."""
    for step in reversed(history):
        said = tuple((name, said_fact(name, value, language)) for name, value in step.facts.items())
        yield Entry(
            step.number,
            step.at.isoformat(),
            for_people(step.at),
            step.action.value,
            step.part.value,
            step.who,
            step.why,
            tuple((word(language, "case_fact", name), value) for name, value in said if value),
            entered_text(step.entered, language),
        )


def facts(case: Case, language: Language) -> Iterator[tuple[str, str]]:
    """What is known, (name, value) in words; events and the sentence at the top have places of their own."""
    for name in ("left", "department", "recipient", *NEEDED, "kinds", "route", "superior", "ticket"):
        estimated = name == "persons" and "persons" not in case.facts  # until the officer says how many
        name = "persons_estimate" if estimated else name  # noqa: PLW2901
        value = said_fact(name, case.facts.get(name), language)
        if value:
            yield word(language, "case_fact", name), value


def said_fact(name: str, value: Any, language: Language) -> str:
    """A fact in words; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return text(language, "case_choice.yes" if value else "case_choice.no")
    if isinstance(value, Mapping):
        return texts(language).listed(value) if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(said_fact(name, one, language) for one in value)
    if isinstance(value, str) and (found := _moment(name, value)):
        return found
    return word(language, "case_choice", str(value)) if name in CODED else str(value)


CODED = frozenset(
    {"source", "category", "route", "as", "identification", "confidentiality", "integrity", "availability", "kinds", "risk", "what", "stop"}
)
"""Facts whose values are codes with words of their own; every other is what somebody wrote."""

_TIMES = frozenset({"occurred", "detected", "reported", "received", "aware", "time", "sent"})


def _moment(name: str, value: str) -> str:
    if name not in _TIMES:
        return ""
    try:
        return for_people(datetime.fromisoformat(value))
    except ValueError:
        return value
