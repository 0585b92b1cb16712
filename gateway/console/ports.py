"""What the console needs of the rest: small protocols, filled by the composition root. So it imports no store and no detector.

``EventReader`` and its values are satisfied by :mod:`gateway.store.events` as they stand.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from allowlist.register import Register
from allowlist.workflow.case import Case
from allowlist.workflow.risk import Method
from allowlist.workflow.standing import Rules
from allowlist.workflow.step import Step
from gateway.act.own_link import OwnLink
from gateway.console.audit_ports import Audit
from gateway.console.case_ports import Cases
from gateway.console.manager_ports import Manager
from gateway.console.policy_ports import PolicyDesk
from gateway.console.provider import Provider
from gateway.console.reader_ports import Employee, Payloads, Precheck, Security
from gateway.console.reception import Reception
from gateway.console.relief_ports import Reliefs
from gateway.console.sealed import SealedNames, SealedRecords
from gateway.console.visitor import Visitor
from gateway.decide.choice import Choice
from gateway.metrics import Figures
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from gateway.record.shadow import Row as Shadow


class BadRequest(Exception):
    """A request to the analyzer that it refuses (400). The message is for the caller and repeats nothing of the request."""


class Row(Protocol):
    """One stored event."""

    @property
    def id(self) -> str:
        """The event's id: the reference an employee can quote."""

    @property
    def cursor(self) -> str:
        """Where reading goes on after this event."""

    def public(self) -> dict[str, Any]:
        """JSON-ready facts, without fingerprints."""


class Page(Protocol):
    """Some events in order."""

    @property
    def rows(self) -> Sequence[Row]:
        """The events."""

    @property
    def next(self) -> str:
        """The cursor from which reading misses and repeats nothing, also after an empty page."""

    @property
    def more(self) -> bool:
        """Whether events stood behind the last row."""


class EventReader(Protocol):
    """The event store, read. Every method blocks: call it off the event loop. A cursor it did not give raises ValueError."""

    def page(self, after: str | None, limit: int, filters: Any) -> Page:
        """Events after a cursor (None: from the first), oldest first."""

    def latest(self, limit: int, filters: Any, before: str | None = None) -> Page:
        """The newest events, newest first; older ones with ``before``, the ``next`` of the page before."""

    def payloads(self, limit: int, filters: Any) -> Payloads:
        """What the newest events say, newest first, with what stays in the house: to be counted, not shown."""

    def end(self) -> str:
        """The cursor after the newest event."""

    def get(self, identity: str) -> Row | None:
        """One event by its id, or None."""


class MakeFilters(Protocol):
    """Builds what :meth:`EventReader.page` takes as ``filters``."""

    def __call__(
        self,
        *,
        types: tuple[str, ...] = (),
        tools: tuple[str, ...] = (),
        verdicts: tuple[str, ...] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: tuple[str, ...] = (),
        departments: tuple[str, ...] = (),
    ) -> Any:
        """An empty tuple or None asks for everything; ``since`` counts in, ``until`` does not."""


type Check = Callable[[], Awaitable[bool]]
"""True when a part is fit for work. An exception or a wait that is too long counts as False."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The Presidio-compatible analyzer, asked of a detection process.

    ``analyze`` takes an ``AnalyzerRequest`` as a dict and returns its JSON-ready answer; it raises :class:`BadRequest`, or
    :class:`detectors.finding.NotScanned` when the text could not be judged.
    """

    analyze: Callable[[dict[str, Any]], Awaitable[Any]]
    recognizers: Callable[[], Awaitable[list[str]]]
    supported_entities: Callable[[], Awaitable[list[str]]]


def _not_set_up(_path: str, _language: str) -> bytes:
    raise ValueError("nobody said where clients reach the proxy and the console")


@dataclass(frozen=True, slots=True)
class Publication:
    """The published list of approved tools and what machines read of the register, as of now."""

    tools: Callable[[], Mapping[str, Any]]
    pac: Callable[[], str]
    output: Callable[[str, str], bytes] = _not_set_up
    """One of :data:`allowlist.publication.outputs.OUTPUTS` by its path, in a language (cs, en). Raises ValueError when the settings do not
    suffice to write it."""


class Desk(Protocol):
    """The register's history (:class:`gateway.store.register.RegisterStore` as it stands). Every method blocks."""

    def cases(self) -> Mapping[str, Case]:
        """Every tool that has a history, by id."""

    def case(self, tool: str) -> Case:
        """One tool as it stands; state ``none`` when nobody has asked for it."""

    def history(self, tool: str) -> Sequence[Step]:
        """Every step of one tool, oldest first."""

    def act(self, tool: str, make: Callable[[Case], Step], *, version: int | None = None) -> Case:
        """Adds the step that ``make`` makes; WorkflowError when it may not be taken, or somebody acted after ``version``."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the working group's pages need."""

    desk: Desk
    register: Callable[[], Register]
    """The register as it is now."""
    method: Method
    rules: Rules
    now: Callable[[], datetime]
    shadow: Callable[[str], Sequence[Shadow]]
    """Attempts at services that are not approved, of a month such as 2026-11. Blocking; ValueError for what is no month."""
    shadow_paper: Callable[[str], bytes]
    """The same as PDF."""


type Shown = tuple[tuple[str, tuple[str, ...]], ...]
"""Blocks of a text: ``title``, ``heading``, ``paragraph`` with one text, ``list`` with its points."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of checking for employees."""

    text: Callable[[], Shown]
    """The text in force."""
    whose: Callable[[str], tuple[str, str] | None]
    """Record and version of a signed link; None for one that is not, or no longer, good."""
    acknowledge: Callable[[str, str], None]
    """Keeps that this record has read this version. Blocking."""


class OwnEvents(Protocol):
    """Employees' own events. Every method but ``link`` blocks."""

    @property
    def seals(self) -> bool:
        """Whether there is somebody to seal to what an employee writes."""

    def link(self, reference: str, ticket: str) -> OwnLink | None:
        """What a signed link says; None for one that is not, or no longer, good."""

    def choose(self, link: OwnLink, choice: Choice, justification: str) -> bool:
        """Records a choice and lets the text pass once; False while its event is not in the store yet."""

    def report(self, reference: str, why: Why, note: str, value: str) -> bool:
        """Keeps the report of a false alarm; False while its event is not in the store yet."""

    def reported(self, reference: str) -> bool:
        """Whether an event was reported as a false alarm."""


class FalseAlarms(Protocol):
    """Reports of false alarms. Every method blocks."""

    def listed(self, *, closed: bool = False) -> Sequence[FalseAlarm]:
        """Those that wait, newest first; with ``closed`` the others too."""

    def get(self, event: str) -> FalseAlarm | None:
        """The report of an event."""

    def rules(self, since: datetime) -> Mapping[str, int]:
        """How many reports from then on named each rule."""

    def times(self, outcomes: Collection[Outcome], since: datetime) -> Sequence[datetime]:
        """When the reports were made, from then on, that ended so."""

    def end(self, event: str, outcome: Outcome, who: str) -> FalseAlarm | None:
        """Closes a report; None when there is none that waits."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the console is given."""

    token: str = field(repr=False)
    """The bearer token (:mod:`gateway.console.token`)."""
    events: EventReader
    filters: MakeFilters
    analysis: Analysis
    publication: Publication
    certificate: Callable[[], bytes]
    """The CA certificate in PEM, without its key. Blocking; raises OSError while there is none."""
    exposition: Callable[[], bytes]
    """The metrics text. Blocking."""
    stages: Callable[[], bytes]
    """Of it the durations alone: the counters of every process take ten times as long to read. Blocking."""
    figures: Callable[[], Figures]
    """The counters that pages show. Blocking."""
    checks: Mapping[str, Check]
    """What ``/readyz`` asks: store, detection, documents, spool, ca."""
    coverage: Callable[[], Mapping[str, Any]] = field(default=dict)
    """What is seen of which tool (:mod:`gateway.coverage_page`). Blocking."""
    workplace: Workplace | None = None
    """Without it there are no pages of single tools, of the register, and of shadow AI."""
    seat: Callable[[Mapping[str, tuple[str, datetime | None] | None]], None] | None = None
    """Seats people at addresses (account and until when; None frees the address). Blocking; OSError or ValueError when the map cannot be
    kept. None where there is no map."""
    sealed: SealedRecords | None = None
    """Sealed evidence; without it there are no pages of it."""
    reliefs: Reliefs | None = None
    """Reliefs out of reported mistakes, in two steps; without it they are lines that somebody puts into a file."""
    policy_desk: PolicyDesk | None = None
    """The policy decided in the console; without it there are no pages of it."""
    audit: Audit | None = None
    """What officials did; None for no page of it."""
    names: SealedNames | None = None
    """Sealed names of persons; without it nobody is revealed."""
    cases: Cases | None = None
    """Breach cases and requests of data subjects; without it there is no API of them."""
    notice: Notice | None = None
    """The notice of checking; without it there is no page of it."""
    precheck: Precheck | None = None
    """Looking at a text before it is sent; without it there is no page of it."""
    employee: Employee | None = None
    """The employee's own pages; None for none."""
    security: Security | None = None
    """IT security's pages; None for none."""
    manager: Manager | None = None
    """The administrator's pages; None for none."""
    reception: Reception | None = None
    """Who lets people in. None where nobody has an account: only the token signs in."""
    provider: Provider | None = None
    """The office's identity provider, where it has one."""
    visitor: Callable[[str], Visitor | None] | None = None
    """Whose session the value of a cookie is. Blocking. None: the reception's."""
    own_events: OwnEvents | None = None
    """Employees' own events; without it there is no page of them."""
    false_alarms: FalseAlarms | None = None
    trials: Callable[[], Mapping[str, datetime]] = field(default=dict)
    """Tools in a monitored trial now, by id, and until when: what is found there LEAVES the office."""
    unread: Callable[[], Sequence[tuple[str, Sequence[str], datetime]]] = field(default=tuple)
    """What may leave unread after a justification now: the entry's name, its tools, and until when."""
    policy: Callable[[str], Sequence[str]] = field(default=lambda _language: ())
    """The policy in force in words of a language (cs, en), a sentence each."""
    refused_change: Callable[[], str] = field(default=str)
    """Why the newest change of settings or texts was refused, for the administrator; "" when nothing is wrong."""
    leaving: Callable[[], bool] = field(default=bool)
    """Whether the node only finishes what is under way."""
    unavailable: tuple[type[Exception], ...] = ()
    """What the store raises when it cannot answer: 503."""
    streams: Callable[[int], None] = field(default=lambda _number: None)
    """Told how many event streams are open (a gauge)."""
    analyzed: Callable[[str], None] = field(default=lambda _outcome: None)
    """Told how each analyzer request ended: ok, bad_request, not_scanned (a counter)."""
