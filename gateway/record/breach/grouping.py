"""Attempts become cases: what one person tried with one tool and one kind of data within a window is one case with many attempts.

Stopped before leaving is a security event in waiting; what may have left is a suspected incident and rings at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway.model import Disclosed
from gateway.record.breach.persons import estimated

WINDOW = timedelta(hours=24)
"""Attempts further apart than this are two cases: another day, another reason."""

COUNTED = frozenset({"prompt.blocked", "prompt.recorded", "upload.blocked"})
"""Events that may be about personal data. A refused tool is shadow AI, and is counted elsewhere."""

UNSEEN = frozenset({"unread"})
"""Reasons for which something may have left of which nobody knows what it was: a case without a finding."""

TIERS = (
    ("special", frozenset({"HEALTH", "ETHNICITY", "POLITICS", "RELIGION", "UNION", "SEX_LIFE", "BIOMETRICS", "CRIMINAL_RECORD"})),
    ("confidential", frozenset({"SECRET", "CONFIDENTIAL_MARKING", "LICENSED_TEXT"})),
)
"""Classes of kinds, from the gravest; everything else is ``ordinary``."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the grouping needs of one event."""

    event: str
    at: datetime
    tool: str
    person: str | None = field(repr=False)
    kinds: Mapping[str, int]
    disclosed: Disclosed
    reason: str = "personal_data"
    department: str = ""
    choice: str = ""
    """The event in which the sender gave a reason for sending what was stopped; "" for none."""
    marks: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(kind, digest) of its fingerprints."""


@dataclass(frozen=True, slots=True)
class Group:
    """The attempts of one case, oldest first."""

    key: str
    tool: str
    tier: str
    left: bool
    """Whether something may have left."""
    attempts: tuple[Attempt, ...]

    @property
    def first(self) -> datetime:
        """Of the first attempt."""
        return self.attempts[0].at

    @property
    def last(self) -> datetime:
        """Of the last."""
        return self.attempts[-1].at

    def kinds(self) -> dict[str, int]:
        """By entity, the most found in one attempt: the same text is often sent again, so a sum would count it twice."""
        most: dict[str, int] = {}
        for attempt in self.attempts:
            for kind, count in attempt.kinds.items():
                most[kind] = max(most.get(kind, 0), count)
        return most

    def persons(self) -> int:
        """About how many people it is (:mod:`gateway.record.breach.persons`); 0 where nothing tells."""
        return estimated((attempt.kinds, attempt.marks) for attempt in self.attempts)


def tier(kinds: Iterable[str]) -> str:
    """The gravest class among these entities."""
    found = set(kinds)
    return next((name for name, members in TIERS if members & found), "ordinary")


def group(attempts: Iterable[Attempt], window: timedelta = WINDOW) -> tuple[Group, ...]:
    """The cases, by the time of their first attempt.

    Nobody known: attempts of one tool and class are one case, since more cannot be told. What may have left never shares a case with
    what was stopped.
    """
    cases: list[list[Attempt]] = []
    newest: dict[tuple[str | None, str, str, bool], list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda one: (one.at, one.event)):
        if not attempt.kinds and (attempt.reason not in UNSEEN or attempt.disclosed is Disclosed.NONE):
            continue
        key = (attempt.person, attempt.tool, tier(attempt.kinds), attempt.disclosed is not Disclosed.NONE)
        running = newest.get(key)
        if running is None or attempt.at - running[-1].at > window:
            running = newest[key] = []
            cases.append(running)
        running.append(attempt)
    return tuple(_group(case) for case in cases)


def _group(attempts: list[Attempt]) -> Group:
    first = attempts[0]
    key = hashlib.sha256(f"celnice case 1\n{first.event}".encode()).hexdigest()[:16]
    return Group(key, first.tool, tier(first.kinds), first.disclosed is not Disclosed.NONE, tuple(attempts))
