"""By what an event can be found again and counted: pure functions of its payload.

Facets lead to single events and go when the event's payload is erased. Tallies are numbers by day; nobody can be told from them, so they
stay. Of persons a tally keeps only as much as it needs to know whether a department is large enough to be named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from allowlist import prague

DIGEST = 32
"""Hexadecimal digits of a fingerprint that are enough to find it again: 128 bits."""
BUCKETS = 4096
"""Different persons that a department's month can tell apart. Two who fall together make the department look smaller, which is the safe
side; and a bucket leads to nobody."""
WEEKLY = "/week"
"""Behind a facet's name: the same by weeks, for spans whose days are too many to read."""
SEPARATOR = "\x1f"
"""Between a department and a bucket; no name of a department has it."""


class Facet(NamedTuple):
    """One way to an event: ``kind``, ``department``, ``person``, ``fingerprint``."""

    name: str
    value: str


class Tally(NamedTuple):
    """One more of something. ``day`` is Prague's, ISO; of a week its Monday, of ``people`` the month."""

    day: str
    facet: str
    value: str


def week(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def fingerprint(entity: str, period: str, digest: str) -> str:
    """A fingerprint as a facet's value."""
    return f"{entity}:{period}:{digest[:DIGEST]}"


def facets(payload: Mapping[str, Any]) -> tuple[Facet, ...]:
    """Every facet of an event, each once."""
    return tuple(dict.fromkeys(_facets(payload)))


def _facets(payload: Mapping[str, Any]) -> Iterator[Facet]:
    for kind in payload.get("kinds") or {}:
        yield Facet("kind", kind)
    for name in ("department", "person"):
        if value := payload.get(name):
            yield Facet(name, value)
    for one in payload.get("fingerprints") or ():
        yield Facet("fingerprint", fingerprint(one["entity"], one["period"], one["digest"]))


def tallies(payload: Mapping[str, Any]) -> Iterator[Tally]:
    """What an event of a prompt adds to the numbers; nothing for what the house itself noted."""
    if not str(payload.get("type", "")).startswith(("prompt.", "upload.", "operation.", "tool.")):
        return
    day = prague.day(datetime.fromisoformat(payload["at"])).isoformat()
    monday = week(date.fromisoformat(day)).isoformat()
    counted = [
        *((facet, str(payload[facet])) for facet in ("verdict", "disclosed", "tool")),
        *(("kind", kind) for kind in payload.get("kinds") or {}),
    ]
    for facet, value in counted:
        yield Tally(day, facet, value)
        yield Tally(monday, facet + WEEKLY, value)
    if payload["type"] == "tool.refused":
        return  # of a closed service no person is kept; shadow AI has its own report
    department = str(payload.get("department") or "").replace(SEPARATOR, " ")
    yield Tally(day, "department", department)
    yield Tally(day[:7], "people", f"{department}{SEPARATOR}{_bucket(payload.get('person'), day)}")


def _bucket(person: str | None, day: str) -> str:
    """Nobody known counts as one person a day, as in :mod:`gateway.record.shadow`."""
    if not person:
        return day
    return str(int.from_bytes(hashlib.sha256(person.encode()).digest()[:4]) % BUCKETS)
