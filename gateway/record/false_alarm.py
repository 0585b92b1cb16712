"""A stopped employee's word that the gateway was wrong, for whoever tunes it: the event, its kinds and rules, a reason of a closed set.

The text is not part of it. A note and a value, where the employee chooses to give them, are sealed beside the event as evidence is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.record.canonical import canonical


class Why(StrEnum):
    """What is wrong about it, in the employee's eyes."""

    NOT_PERSONAL = "not_personal"  # it is no data of a person: a number of something else, a common word
    PUBLIC = "public"  # it is public: an official, an office's number
    MADE_UP = "made_up"  # it is an example or a template
    ALLOWED = "allowed"  # it is right, but the work needs it
    OTHER = "other"


class Outcome(StrEnum):
    """How a report ended."""

    MISTAKE = "mistake"  # the gateway was wrong, and has been or will be mended
    RIGHT = "right"  # the gateway was right
    POLICY = "policy"  # the policy was changed, or the public list
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """One report; an event has at most one."""

    event: str
    at: datetime
    tool: str
    why: Why
    kinds: Mapping[str, int]
    rules: Mapping[str, int]
    evidence: str = ""
    """The id of the sealed note and value; "" when there is none."""
    closed: datetime | None = None
    closed_by: str = ""
    outcome: Outcome | None = None

    def plain(self) -> dict[str, object]:
        """JSON-ready."""
        return {
            "event": self.event,
            "at": self.at.isoformat(timespec="milliseconds"),
            "tool": self.tool,
            "why": self.why.value,
            "kinds": dict(self.kinds),
            "rules": dict(self.rules),
            "evidence": self.evidence or None,
            "closed": self.closed.isoformat(timespec="milliseconds") if self.closed else None,
            "closed_by": self.closed_by or None,
            "outcome": self.outcome.value if self.outcome else None,
        }


def sealable(event: str, at: datetime, told: Mapping[str, str]) -> bytes:
    """What an employee wrote, as the record to seal: ``justification``, or ``note`` and ``value``; what is empty is left out."""
    facts = {"v": 1, "event": event, "at": at.isoformat(timespec="milliseconds"), "level": "told", "kinds": {}, "withheld": []}
    return canonical({**facts, "told": {name: text for name, text in told.items() if text}})
