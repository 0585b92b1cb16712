"""The kill switch: a tool or a person suspended at the proxy at once, apart from the register and the directory, until somebody lifts it.

Source: the data protection directive, art. VII para. 4 (a): immediate remedy (stop the operation, take rights away). Every use names who
and why; steps are only ever added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.record.event import Event, EventType
from gateway.record.official import official

TOOL, PERSON, RECORD = "tool", "person", "record"
SUBJECT = re.compile(r"tool:[a-z0-9-]{1,64}|person:[0-9A-Za-z-]{4,16}\.[0-9a-f]{20}|record:[0-9a-f]{64}", re.ASCII)
"""A catalogue id; a pseudonym as events have it; the lasting name of an account, which outlives the period of a pseudonym."""

LONGEST_NOTICE = 300


class StopError(ValueError):
    """Something that cannot be stopped or lifted. Says the fix; quotes nothing a person wrote."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One step: stopped (``on``) or lifted. ``notice`` is what people read who try a stopped tool; it names no person."""

    subject: str = field(repr=False)
    number: int
    at: datetime
    on: bool
    who: str = field(repr=False)
    why: str = field(repr=False)
    case: str = ""
    notice: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """A stop names what, who and why."""
        if not SUBJECT.fullmatch(self.subject):
            raise StopError("only a tool of the catalogue or a person can be stopped")
        if not self.who.strip() or not self.why.strip():
            raise StopError("a stop, and its end, need who and why: give a reason of one sentence")
        if len(self.notice) > LONGEST_NOTICE:
            raise StopError(f"a notice has {LONGEST_NOTICE} characters at most")

    @property
    def what(self) -> str:
        """``tool`` or ``person``."""
        return TOOL if self.subject.startswith(f"{TOOL}:") else PERSON

    @property
    def name(self) -> str:
        """The subject without its kind."""
        return self.subject.partition(":")[2]

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "subject": self.subject,
            "number": self.number,
            "at": self.at.isoformat(),
            "action": "stop" if self.on else "lift",
            "who": self.who,
            "why": self.why,
            "case": self.case,
            "notice": self.notice,
        }


def from_plain(value: Mapping[str, Any]) -> Stop:
    """The step of :meth:`Stop.plain`."""
    at, on = datetime.fromisoformat(value["at"]), value["action"] == "stop"
    return Stop(value["subject"], value["number"], at, on, value["who"], value["why"], value.get("case", ""), value.get("notice", ""))


def following(steps: Iterable[Stop], wanted: Stop) -> Stop:
    """``wanted`` with its number. Raises StopError when it stands so already."""
    known = [step for step in steps if step.subject == wanted.subject]
    if wanted.on == (bool(known) and known[-1].on):
        raise StopError("it is suspended already" if wanted.on else "it is not suspended")
    at = max(wanted.at, known[-1].at) if known else wanted.at
    return Stop(wanted.subject, len(known) + 1, at, wanted.on, wanted.who, wanted.why, wanted.case, wanted.notice)


def running(steps: Iterable[Stop]) -> dict[str, Stop]:
    """What is stopped now, by subject; steps come by subject and number."""
    last = {step.subject: step for step in steps}
    return {subject: step for subject, step in last.items() if step.on}


def event(step: Stop, identity: str) -> Event:
    """The event of a step: the tool, or the person's pseudonym; never an account. ``detail`` says which of the two it was."""
    return official(
        identity,
        EventType.ACCESS_STOPPED if step.on else EventType.ACCESS_RESUMED,
        step.at,
        reason="stopped" if step.on else "resumed",
        tool=step.name if step.what == TOOL else "",
        person=step.name if step.subject.startswith(f"{PERSON}:") else None,
        detail=step.what,
    )
