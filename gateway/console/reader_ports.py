"""What the pages of single readers (employee, IT security) are given, beside :mod:`gateway.console.ports`. Values and callables only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from gateway.canary.outcome import Outcome
from gateway.decide.rules import Situation
from gateway.model import File
from gateway.precheck import Prechecked
from gateway.record.breach.case import Case
from gateway.record.breach.step import Step


class Row(Protocol):
    """One stored event."""

    def public(self) -> Mapping[str, Any]:
        """Its facts, JSON-ready."""


class Payloads(Protocol):
    """What some events say."""

    @property
    def found(self) -> Sequence[Mapping[str, Any]]:
        """Their payloads."""

    @property
    def more(self) -> bool:
        """Whether there were more than were asked for."""


@dataclass(frozen=True, slots=True)
class Precheck:
    """Looking at a text or a file before it is sent. Nothing is kept of either."""

    text: Callable[[str, str], Awaitable[Prechecked]]
    """A text, and the catalogue id of a tool ("" for the default rules)."""
    file: Callable[[File, str], Awaitable[Prechecked]]
    largest: int
    """Bytes of a file."""


@dataclass(frozen=True, slots=True)
class Employee:
    """What the employee's own pages need."""

    own_events: Callable[[str], Sequence[Row]]
    """The newest events of an account's own, newest first. Blocking."""
    report: Callable[[Callable[[Case], Step], int], Case]
    """Opens a breach case of a year with its first step (:meth:`gateway.store.breaches.BreachStore.report`). Blocking; CaseError."""
    now: Callable[[], datetime]


class Numbers(Protocol):
    """The daily numbers (:class:`gateway.store.tallies.TallyStore` as it stands). Every method blocks."""

    def by_day(self, facet: str, since: date, until: date) -> Mapping[str, Mapping[str, int]]:
        """``kind``, ``verdict``, ``tool`` or ``disclosed`` by day (ISO) and value; ``until`` does not count."""

    def by_week(self, facet: str, since: date, until: date) -> Mapping[str, Mapping[str, int]]:
        """The same by weeks, each under its Monday."""

    def departments(self, first: date, after: date) -> Mapping[str, int]:
        """Events by department over whole months, as far as they may be named."""

    def known(self, facet: str) -> Sequence[str]:
        """Every value that a facet has had."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Other events with one of an event's values: how many, and the newest."""

    count: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Security:
    """What IT security's pages need."""

    numbers: Numbers
    similar: Callable[[str], Similar]
    """Events that hold a value of this one, by fingerprint. Blocking."""
    attempt: Callable[[str, Situation | None], Awaitable[Prechecked]]
    """What would happen to a text in a situation; None for the default rules."""
    canary: Callable[[], Awaitable[Sequence[Outcome]]]
    """Sends a made-up value through the formats, readers and detectors of every approved tool; nothing leaves the machine."""
    names: Callable[[], Mapping[str, str]]
    """Every service of the catalogue: its name by its id."""
    now: Callable[[], datetime]
