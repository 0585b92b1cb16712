"""One step of a data subject's request: who did what, when, and why. Steps are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class State(StrEnum):
    """Where a request stands."""

    NONE = "none"
    RECEIVED = "received"
    ASKED = "asked"  # the applicant was asked to prove who they are
    VERIFIED = "verified"
    ANSWERED = "answered"


class Action(StrEnum):
    """What somebody does. The comment names the article of the directive, or of the GDPR."""

    RECEIVE = "receive"  # VIII/1-2
    ASK_IDENTITY = "ask_identity"  # GDPR art. 12 para. 6
    VERIFY = "verify"  # VIII/3
    DISTRIBUTE = "distribute"  # VIII/4: to the departments that may hold something
    FOUND = "found"  # what a search of the gateway's own records found: numbers, never values
    ERASED = "erased"  # GDPR art. 17: carried out
    DRAFT = "draft"  # VIII/5: the internal draft of the answer
    EXTEND = "extend"  # GDPR art. 12 para. 3
    TELL = "tell"  # GDPR art. 19, VIII/8: a recipient was told of an erasure, rectification or restriction
    ANSWER = "answer"
    NOTE = "note"


class Kind(StrEnum):
    """Which right is used. The comment names the article of the GDPR."""

    ACCESS = "access"  # 15
    RECTIFICATION = "rectification"  # 16
    ERASURE = "erasure"  # 17
    RESTRICTION = "restriction"  # 18
    PORTABILITY = "portability"  # 20
    OBJECTION = "objection"  # 21
    OTHER = "other"


class Outcome(StrEnum):
    """How a request ended."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    NOTHING_FOUND = "nothing_found"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. ``number`` counts from 1 without gaps; ``facts`` are JSON values that :mod:`gateway.record.request.case` checks."""

    request: str
    number: int
    at: datetime
    who: str = field(repr=False)
    action: Action
    why: str = field(default="", repr=False)
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def __post_init__(self) -> None:
        """A step has a time with its zone and somebody who did it."""
        if self.at.tzinfo is None:
            raise ValueError("a step's time carries its zone")
        if not self.who.strip():
            raise ValueError("a step names who did it")


def to_plain(step: Step) -> dict[str, Any]:
    """A step as JSON values: the same in the store and in an export."""
    return {
        "request": step.request,
        "number": step.number,
        "at": step.at.isoformat(),
        "who": step.who,
        "action": step.action.value,
        "why": step.why,
        "facts": dict(step.facts),
    }


def from_plain(value: Mapping[str, Any]) -> Step:
    """The step of :func:`to_plain`. Raises KeyError, ValueError, TypeError."""
    at, facts = datetime.fromisoformat(value["at"]), MappingProxyType(dict(value["facts"]))
    return Step(value["request"], int(value["number"]), at, value["who"], Action(value["action"]), value["why"], facts)
