"""What the store gives back: frozen values, no database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.record.chain import Head
from gateway.record.verification import Problem
from gateway.store import cursor

_INSIDE = frozenset({"fingerprints", "signature", "opening", "console"})
"""What stays in the house."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. ``payload`` is that of :meth:`gateway.record.event.Event.payload`; None once it was erased."""

    position: int
    id: str
    writer: str
    seq: int
    hash: str
    at: datetime
    type: str
    tool: str
    verdict: str
    reason: str
    disclosed: str
    payload: Mapping[str, Any] | None = field(default=None, repr=False)
    erased_by: str | None = None
    """The id of the erasure event."""

    @property
    def cursor(self) -> str:
        """Where reading goes on after this event."""
        return cursor.encode(self.position)

    def public(self) -> dict[str, Any]:
        """JSON-ready, for feeds, pages and exports: without fingerprints, which stay in the house (DESIGN, *Events and erasure*).

        Without who opened evidence and why, and who did what in the console, too: that is for the officer (`celnice evidence openings`,
        `celnice users console log`).
        """
        facts = {name: value for name, value in (self.payload or {}).items() if name not in _INSIDE}
        return {
            **facts,
            "id": self.id,
            "at": self.at.isoformat(timespec="milliseconds"),
            "type": self.type,
            "tool": self.tool,
            "verdict": self.verdict,
            "reason": self.reason,
            "disclosed": self.disclosed,
            "writer": self.writer,
            "seq": self.seq,
            "hash": self.hash,
            "cursor": self.cursor,
            "erased_by": self.erased_by,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """Some events in order. ``next`` is always a cursor, also of an empty page: reading from it misses and repeats nothing."""

    rows: tuple[EventRow, ...]
    next: str
    more: bool
    """Whether events stood behind the last row when the page was read."""


@dataclass(frozen=True, slots=True)
class Payloads:
    """What some events say. They hold what stays in the house."""

    found: tuple[Mapping[str, Any], ...] = field(repr=False)
    more: bool
    """Whether there were more than were asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list; an empty tuple or None asks for everything. ``since`` counts in, ``until`` does not."""

    types: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    people: tuple[str, ...] = field(default=(), repr=False)
    """Pseudonyms."""
    fingerprints: tuple[str, ...] = field(default=(), repr=False)
    """:func:`gateway.record.facets.fingerprint`. These four find what the duty of indexing has reached."""

    def facets(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The facets that are asked for, with their values."""
        given = (("fingerprint", self.fingerprints), ("person", self.people), ("department", self.departments), ("kind", self.kinds))
        return tuple((name, values) for name, values in given if values)


@dataclass(frozen=True, slots=True)
class Report:
    """What ``verify`` found. ``heads`` can be kept elsewhere and given to a later ``verify`` as anchors."""

    entries: int
    erased: int
    heads: tuple[Head, ...]
    problems: tuple[Problem, ...]
    complete: bool = True
    """False when it stopped at :data:`gateway.store.verifying.MAX_PROBLEMS`."""

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.problems
