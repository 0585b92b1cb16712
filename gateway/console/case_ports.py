"""What the console needs of breach cases and of data subjects' requests; for the API and for pages alike. Filled by the composition root.

Every callable blocks: call it off the event loop. ``form`` is the ending of a file: ``docx``, ``pdf``; for tables ``xlsx``, ``csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from allowlist.workflow.entered import Entered
from gateway.record.breach.case import Case
from gateway.record.breach.clock import HOURS
from gateway.record.breach.step import Part, Step
from gateway.record.hand_in import HandIn
from gateway.record.request.case import Request
from gateway.record.request.step import Step as RequestStep


class Breaches(Protocol):
    """The cases (:class:`gateway.store.breaches.BreachStore` as it stands)."""

    def cases(self) -> Sequence[Case]:
        """Every case, by number."""

    def case(self, case: str) -> Case:
        """One case; state ``none`` when there is none of that number."""

    def history(self, case: str) -> Sequence[Step]:
        """Every step of a case, oldest first."""

    def report(self, make: Callable[[Case], Step], year: int) -> Case:
        """Opens a new case with its first step. CaseError for one that says something wrong."""

    def act(self, case: str, make: Callable[[Case], Step], *, version: int | None = None) -> Case:
        """Adds the step that ``make`` makes; CaseError when it may not be taken, or somebody acted after ``version``."""


class Requests(Protocol):
    """The requests (:class:`gateway.store.requests.RequestStore` as it stands)."""

    def requests(self) -> Sequence[Request]:
        """Every request, by number."""

    def history(self, request: str) -> Sequence[RequestStep]:
        """Every step of a request, oldest first; none when there is no such request."""

    def new(self, make: Callable[[Request], RequestStep], year: int) -> Request:
        """Opens a request with its first step. RequestError for one that says something wrong."""

    def act(self, request: str, make: Callable[[Request], RequestStep], *, version: int | None = None) -> Request:
        """Adds the step that ``make`` makes; RequestError when it may not be taken, or somebody acted after ``version``."""


class HandIns(Protocol):
    """Yearly reports that were handed in (:class:`gateway.store.hand_ins.HandInStore` as it stands)."""

    def add(self, one: HandIn) -> HandIn:
        """Keeps an entry; returns it with its number."""

    def listed(self) -> Sequence[HandIn]:
        """Every entry, the newest year first."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Filled papers as bytes. Each raises :class:`WrongPaper` when the office's own template cannot be filled."""

    names: tuple[str, ...]
    """Papers of a case."""
    request_names: tuple[str, ...]
    of_case: Callable[[str, str, str], bytes]
    """(name, case, form)."""
    of_request: Callable[[str, str, str], bytes]
    """(name, request, form)."""
    dossier: Callable[[str], bytes]
    """Everything of a case as a zip."""
    register: Callable[[str], bytes]
    """The register of breaches as a table."""
    yearly: Callable[[int, str], bytes]
    """The officer's report of a year."""
    standing: Callable[[str, str], bytes]
    """(name, form) of a paper that belongs to no case."""
    standing_names: tuple[str, ...] = ()


class WrongPaper(ValueError):
    """A template that cannot be filled. The message names it with its line and field, never a value."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One use of the kill switch, on or off. ``what``: ``tool`` or ``person``, of the case."""

    case: str
    what: str
    on: bool
    who: str = field(repr=False)
    part: Part
    why: str = field(repr=False)
    version: int | None = None
    ids: tuple[str, ...] = field(default=(), repr=False)
    entered: Entered | None = None


class NothingToStop(ValueError):
    """The case names no tool, or none of its events a person. The message is for people."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search over everything that is kept of a data subject, or its erasure."""

    request: str
    erase: bool
    who: str = field(repr=False)
    why: str = field(repr=False)
    values: tuple[str, ...] = field(default=(), repr=False)
    kinds: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    accounts: tuple[str, ...] = field(default=(), repr=False)


type Carried = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]
"""What the step of the request says of it, and the events; no value."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything about cases."""

    breaches: Breaches
    requests: Requests
    papers: Papers
    now: Callable[[], datetime]
    handed: HandIns
    name: Callable[[str], str] = str
    """A tool's name for people."""
    stop: Callable[[Stop], Case] | None = None
    """The immediate remedy: suspends at the proxy, or lifts it, and writes it into the case. CaseError, NothingToStop."""
    stopped: Callable[[str], Sequence[str]] = field(default=lambda _case: ())
    """Which of ``tool`` and ``person`` of a case are stopped now."""
    search: Callable[[Search, int | None], Carried] | None = None
    """Carries out a search or an erasure and writes it into the request, whose version it is given. RequestError."""
    hours: int = HOURS
    """The length of the period of incidents that are classified now."""
