"""One step of a breach case: who did what, when, and why. Steps are only ever added; a correction is a step of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from allowlist.workflow.entered import Entered


class State(StrEnum):
    """Where a case stands."""

    NONE = "none"
    SUSPECTED = "suspected"
    RECEIVED = "received"
    EVENT = "event"  # a security event: stopped before anything left, or nothing personal in it
    INCIDENT = "incident"
    DECIDED = "decided"  # two signatures
    CLOSED = "closed"
    DISMISSED = "dismissed"  # no event at all: a false alarm


class Action(StrEnum):
    """What somebody does. The comment names the article of the directive."""

    REPORT = "report"  # VI/3n, VII/1
    RECEIVE = "receive"  # the officer takes it over: the exact time (IX)
    CLASSIFY = "classify"  # VII/2
    CORRECT = "correct"  # a time or fact was recorded wrongly
    NOTE = "note"  # consultations, IV/5h
    PROPOSE = "propose"  # VII/3b: a remedy for an event
    APPROVE = "approve"  # VII/3c: the director
    INVITE = "invite"  # VII/4: experts
    REMEDY = "remedy"  # VII/4a: immediate
    DESCRIBE = "describe"  # VII/4b-f
    ASSESS = "assess"  # VII/4g
    SIGN = "sign"  # VII/5
    NOTIFY_AUTHORITY = "notify_authority"  # VII/5a, 7, 8
    SUPPLEMENT = "supplement"  # GDPR art. 33 para. 4
    NOTIFY_PERSONS = "notify_persons"  # VII/5b
    MEASURE = "measure"  # VII/6
    DONE = "done"  # a measure was carried out
    CHECK = "check"  # VII/9: was it effective
    CLOSE = "close"  # VII/10
    REOPEN = "reopen"
    REMIND = "remind"  # the gateway says that the deadline comes near, or has passed


class Part(StrEnum):
    """In which part somebody acts."""

    SYSTEM = "system"
    EMPLOYEE = "employee"
    HEAD = "head_of_department"
    IT = "it_security"
    DPO = "data_protection_officer"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. ``number`` counts from 1 without gaps; ``facts`` are JSON values that :mod:`gateway.record.breach.case` checks."""

    case: str
    number: int
    at: datetime
    who: str = field(repr=False)
    part: Part
    action: Action
    why: str = field(default="", repr=False)
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    """What stays of the person when their name changes (:mod:`allowlist.workflow.same_person`); () where only a name is known."""
    entered: Entered | None = None
    """How it came when the person did not take it themselves; None for an account's own, and in older steps."""

    def __post_init__(self) -> None:
        """A step has a time with its zone and somebody who did it."""
        if self.at.tzinfo is None:
            raise ValueError("a step's time carries its zone")
        if not self.who.strip():
            raise ValueError("a step names who did it")
