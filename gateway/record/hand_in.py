"""The officer's yearly report handed in: who gave which paper to whom and when. The directive, art. IV para. 5 (k): by 31 January. Pure.

What was handed in is often not what the gateway wrote: people complete it and sign it. So the paper itself is told by its digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gateway.record.event import EventType
from gateway.record.official import official

MONTH = 1
"""January: the report of the year before is due by its last day."""
LONGEST = 200
"""Characters of whom it was handed to: a name and an office."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Due(StrEnum):
    """How it stands with the report of the year before."""

    NOW = "now"
    LATE = "late"


class HandInError(Exception):
    """Why nothing is entered: ``code`` is ``year`` (it is not over), ``day`` (before the year was over, or to come), ``to`` (nobody, or
    too long), ``who``, ``digest`` (no SHA-256 in lower-case hexadecimal).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class HandIn:
    """One paper that was handed in. A corrected one is entered after it: nothing is changed."""

    year: int
    day: date
    """On which it was handed in, in Prague."""
    at: datetime
    """When that was entered."""
    by: str = field(repr=False)
    to: str = field(repr=False)
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    ids: tuple[str, ...] = field(default=(), repr=False)
    """Of whoever signed in."""
    number: int = 0
    """Its number in the year, from 1; 0 before it is kept."""


def digest_of(content: bytes | memoryview) -> str:
    """How a paper is told."""
    return hashlib.sha256(content).hexdigest()


def check(one: HandIn, today: date) -> None:
    """Raises :class:`HandInError`."""
    for code, good in (
        ("who", 0 < len(one.by.strip()) <= LONGEST),
        ("to", 0 < len(one.to.strip()) <= LONGEST),
        ("year", one.year < today.year),
        ("day", one.year < one.day.year and one.day <= today),
        ("digest", _DIGEST.fullmatch(one.digest) is not None),
    ):
        if not good:
            raise HandInError(code)


def due(today: date, handed: Collection[HandIn], cases: int) -> Due | None:
    """Whether the report of the year before is still to be handed in; ``cases`` are those of that year.

    In January every office is reminded, and after it whoever had a case: a gateway that was not there in that year asks for nothing.
    """
    if any(one.year == today.year - 1 for one in handed):
        return None
    if today.month == MONTH:
        return Due.NOW
    return Due.LATE if cases else None


def payload(one: HandIn, identity: str) -> dict[str, Any]:
    """Its event. Who and to whom stand in the part that stays in the house."""
    event = official(identity, EventType.REPORT_HANDED_IN, one.at, detail=str(one.year))
    said = {"who": one.by, "to": one.to, "day": one.day.isoformat(), "year": one.year, "digest": one.digest}
    return {**event.payload(), "console": said}
