"""What the pages of single readers (employee, IT security) are given, beside :mod:`gateway.console.ports`. Values and callables only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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
    reports: Callable[[str], Sequence[Case]] = lambda _account: ()
    """The cases that an account's people reported and were to tell it, newest first. Blocking."""
    colleagues: Colleagues | None = None
    """None where there is no directory."""


class Told(StrEnum):
    """Who of the reporter's heads is told of a report, as the page says it."""

    MAIL = "mail"
    """The superior, by mail."""
    CONSOLE = "console"
    """The superior, who finds it in the console."""
    DEPARTMENT = "department"
    """Nobody knows the superior: the head of the department that the report names, by a feed."""
    INSTEAD = "instead"
    """Nobody knows the superior: whom the office set for that."""
    NOBODY = "nobody"
    OFFICE = "office"
    """An elected member's report goes by the head of the hejtman's office."""


class Colleagues(Protocol):
    """Superiors and departments, by the office's directory."""

    async def department(self, account: str) -> str:
        """Somebody's department; "" where nobody knows it."""

    async def superior(self, account: str) -> tuple[str, bool]:
        """The account of somebody's superior ("" where nobody knows), and whether they can be written to."""

    def told(self, superior: str, department: str, *, mail: bool) -> Told:
        """Who is told of a report by somebody with this superior, who named this department."""


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
