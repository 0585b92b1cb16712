"""A breach case as it stands: what is known, what was done, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from gateway.record.breach.clock import HOURS, Clock, clock
from gateway.record.breach.severity import Answers, Risk, Score
from gateway.record.breach.step import Part, State

TIMES = ("occurred", "detected", "reported", "received", "aware")
"""Recorded to the second, set once; a correction keeps what stood there before."""

SOURCES = ("internal", "external", "processor", "unknown")
CATEGORIES = ("confidentiality", "integrity", "availability")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its owner and day; ``done`` when it was carried out."""

    text: str = field(repr=False)
    owner: str = field(repr=False)
    due: date | None
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A notification that went out: when, and the number it went under (the data box message)."""

    at: datetime
    dispatch: str = field(repr=False)
    delay_reasons: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One case at the end of its history."""

    id: str
    state: State = State.NONE
    times: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    corrections: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(what, what stood there before)."""
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """What is known of the breach: the fields of :data:`FACTS`."""
    reports: int = 0
    participants: tuple[str, ...] = field(default=(), repr=False)
    remedies: tuple[str, ...] = field(default=(), repr=False)
    proposal: str = field(default="", repr=False)
    approved: bool | None = None
    answers: Answers | None = None
    score: Score | None = None
    risk: Risk | None = None
    signatures: Mapping[Part, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    signers: Mapping[Part, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """The ids of whoever signed in that part, now or before the signatures were taken back."""
    authority: tuple[Sent, ...] = ()
    persons: tuple[Sent, ...] = ()
    persons_exception: str = field(default="", repr=False)
    measures: tuple[Measure, ...] = ()
    checked: datetime | None = None
    hours: int = HOURS
    """The length of the period as it was in law when the clock began."""
    reminded: int = 0
    """Hours after awareness of the last reminder."""
    steps: int = 0
    last: datetime | None = None

    def clock(self) -> Clock | None:
        """The deadline; None while nobody is aware of an incident."""
        aware = self.times.get("aware")
        return clock(aware, self.hours) if aware is not None and self.state in {State.INCIDENT, State.DECIDED, State.CLOSED} else None

    def awaited(self) -> Clock | None:
        """The deadline while the authority has yet to be told; None when it was, when the decision says it need not be, and at the end."""
        if self.authority or self.state is State.CLOSED or (self.state is State.DECIDED and self.risk is Risk.NONE):
            return None
        return self.clock()


FACTS: Mapping[str, type] = MappingProxyType(
    {
        "title": str,
        "left": bool,  # whether something may have left the office
        "tool": str,
        "recipient": str,
        "department": str,
        "events": list,  # ids of the events
        "choices": list,  # ids of the events in which a sender said why a stopped text may go; what they said is sealed beside them
        "kinds": dict,  # entity → count
        "source": str,
        "category": list,  # of CATEGORIES
        "persons": int,  # estimated number of data subjects
        "persons_estimate": int,  # the gateway's own, by the values it found
        "persons_categories": str,
        "records": int,
        "records_categories": str,
        "consequences": str,
        "measures_taken": str,
        "route": str,  # superior, or the head of the office for elected members
        "superior": str,  # the account of the reporter's superior, as the directory named it when the report came
        "ticket": str,
    }
)
"""What a case can say, with the kind of each value (JSON)."""

NEEDED = ("source", "category", "persons", "persons_categories", "records", "records_categories", "consequences", "measures_taken")
"""What GDPR art. 33 para. 3 and the directive's art. VII para. 4 want to be known before a decision."""


def lacks(case: Case) -> tuple[str, ...]:
    """What is missing before the case can go on to its end, in order: names of facts, or of the steps that are due."""
    if case.state is State.EVENT:
        gaps = [] if case.proposal else ["propose"]
        return (*gaps, *(() if case.approved else ("approve",)))
    if case.state not in {State.INCIDENT, State.DECIDED}:
        return ()
    gaps = [name for name in NEEDED if case.facts.get(name) in (None, "", [])]
    if case.risk is None:
        gaps.append("assess")
    gaps += [f"sign:{part.value}" for part in (Part.DPO, Part.DIRECTOR) if part not in case.signatures]
    if case.risk in {Risk.RISK, Risk.HIGH} and not case.authority:
        gaps.append("notify_authority")
    if case.risk is Risk.HIGH and not case.persons and not case.persons_exception:
        gaps.append("notify_persons")
    if any(measure.done is None for measure in case.measures):
        gaps.append("measures")
    if case.checked is None:
        gaps.append("check")
    return tuple(gaps)
