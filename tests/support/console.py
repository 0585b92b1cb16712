"""Small real parts for tests of the console: a store in memory, ports, a client, a server on a free port."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from gateway.canary.outcome import Outcome
from gateway.console.app import create_app
from gateway.console.audit_ports import Audit
from gateway.console.case_ports import Cases
from gateway.console.manager_ports import Manager
from gateway.console.policy_ports import PolicyDesk
from gateway.console.ports import Analysis, Ports, Publication, Workplace
from gateway.console.provider import Provider
from gateway.console.reader_ports import Colleagues, Employee, Precheck, Security, Similar, Told
from gateway.console.reception import Reception
from gateway.console.relief_ports import Reliefs
from gateway.console.sealed import NotHandedOut, SealedName, SealedNames, SealedRecords, Wish
from gateway.console.server import serve
from gateway.console.visitor import Visitor
from gateway.decide.verdict import Pass
from gateway.metrics import Figures
from gateway.model import Disclosed, ScanOutcome
from gateway.precheck import Prechecked
from gateway.record.act import Act, Acts, Chains
from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from gateway.record.breach.step import Step
from gateway.record.event import Event, EventType, Fingerprint
from gateway.record.facets import week
from gateway.record.proposal import ProposalError
from gateway.settings import Settings
from gateway.store.rows import Payloads
from support.desk import workplace
from support.managing import manager
from support.no_cases import no_cases
from support.policy import no_policy

TOKEN = "test-token-0123456789-0123456789-0123456789"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
START = datetime(2027, 3, 14, 8, 5, 7, tzinfo=UTC)
CERTIFICATE_FILE = b"no certificate yet"


def event(number: int, **changes: Any) -> Event:
    """One event of a synthetic history, a second after the one before."""
    made = Event(
        id=f"evt-{number}",
        type=EventType.PROMPT_BLOCKED,
        at=START + timedelta(seconds=number),
        tool="openai",
        host="api.openai.com",
        operation="chat.completions",
        verdict="block",
        reason="personal_data",
        scan=ScanOutcome.SCANNED,
        disclosed=Disclosed.NONE,
        policy="p1",
        detectors="d1",
        kinds={"CZ_BIRTH_NUMBER": 2, "EMAIL_ADDRESS": 1},
        rules={"cz_birth_number.slash": 2},
        places=("user",),
        fingerprints=(Fingerprint("CZ_BIRTH_NUMBER", "2027-03", "digest-of-a-value"),),
    )
    return replace(made, **changes)


ACTS = (
    Act(
        "a4",
        START,
        "person.revealed",
        ("evidence", 2),
        "Mgr. Vzorová (vzorova)",
        "evt-1",
        "2027-Q1.0a1b2c3d4e5f60718293",
        "opakované pokusy",
        (("case", "2027-0001"),),
    ),
    Act("a3", START, "console.account", ("console", 2), "vzorova", "novak", more=(("what", "roles"), ("roles", "dpo, it_security"))),
    Act("a2", START, "settings.changed", ("console", 3), more=(("node", "node-0123456789abcdef"), ("sections", "policy"))),
    Act("a1", START, "console.refused", ("console", 1), "neznámý", more=(("why", "wrong"),)),
    Act("a0", START, "console.signed_in", ("console", 0), erased=True),
)
"""What officials did, as a page shows it."""


class StoreAway(Exception):
    """What this store raises when it cannot answer."""


@dataclass(frozen=True)
class Wanted:
    """Filters."""

    types: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()

    def takes(self, one: Event) -> bool:
        """Whether an event is wanted."""
        return (
            (not self.types or one.type.value in self.types)
            and (not self.tools or one.tool in self.tools)
            and (not self.verdicts or one.verdict in self.verdicts)
            and (not self.kinds or bool(set(self.kinds) & set(one.kinds)))
            and (not self.departments or one.department in self.departments)
            and (self.since is None or one.at >= self.since)
            and (self.until is None or one.at < self.until)
        )


@dataclass(frozen=True)
class MemoryRow:
    """A row; as the store's own, its public form has no fingerprints."""

    position: int
    event: Event

    @property
    def id(self) -> str:
        return self.event.id

    @property
    def cursor(self) -> str:
        return f"c{self.position}"

    def public(self) -> dict[str, Any]:
        facts = {name: value for name, value in self.event.payload().items() if name != "fingerprints"}
        return facts | {"cursor": self.cursor, "writer": "w1", "seq": self.position, "hash": "00", "erased_by": None}


@dataclass(frozen=True)
class MemoryPage:
    """A page."""

    rows: tuple[MemoryRow, ...]
    next: str
    more: bool


class MemoryStore:
    """Events in a list; cursors are ``c<position>``. ``away`` makes every call fail as a lost database does."""

    def __init__(self, *events: Event) -> None:
        self._rows = [MemoryRow(number, one) for number, one in enumerate(events, 1)]
        self.away = False
        self.reads = 0

    def add(self, one: Event) -> None:
        self._rows.append(MemoryRow(len(self._rows) + 1, one))

    def page(self, after: str | None = None, limit: int = 100, filters: Any = Wanted()) -> MemoryPage:
        self._check()
        position = _position(after)
        found = [row for row in list(self._rows) if row.position > position and filters.takes(row.event)]
        shown = tuple(found[:limit])
        more = len(found) > limit
        return MemoryPage(shown, shown[-1].cursor if more else f"c{max(position, len(self._rows))}", more)

    def latest(self, limit: int = 100, filters: Any = Wanted(), before: str | None = None) -> MemoryPage:
        self._check()
        position = _position(before) if before else len(self._rows) + 1
        found = [row for row in reversed(self._rows) if row.position < position and filters.takes(row.event)]
        shown = tuple(found[:limit])
        return MemoryPage(shown, shown[-1].cursor if shown else "c0", len(found) > limit)

    def payloads(self, limit: int, filters: Any) -> Payloads:
        self._check()
        found = [row.event.payload() for row in reversed(self._rows) if filters.takes(row.event)]
        return Payloads(tuple(found[:limit]), more=len(found) > limit)

    def end(self) -> str:
        self._check()
        return f"c{len(self._rows)}"

    def get(self, identity: str) -> MemoryRow | None:
        self._check()
        return next((row for row in self._rows if row.id == identity), None)

    def _check(self) -> None:
        self.reads += 1
        if self.away:
            raise StoreAway


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.startswith("c"):
        raise ValueError("not a cursor")
    return int(cursor[1:])


TOOLS: Mapping[str, Any] = {
    "schema": 1,
    "generated": "2027-03-14T08:00:00+00:00",
    "tools": [
        {
            "id": "openai",
            "name": "OpenAI API",
            "vendor": "OpenAI",
            "country": "US",
            "category": {"id": "api", "cs": "rozhraní pro aplikace", "en": "interface for applications"},
            "approved_from": "2027-01-01",
            "approved_until": "2027-12-31",
            "conditions": ["Výstup vždy ověřte.", "<b>Žádné osobní údaje</b>"],
            "for_everyone": False,
            "hosts": ["api.openai.com"],
            "entrance": "/openai",
        }
    ],
    "forbidden": [
        {"id": "deepseek", "name": "DeepSeek", "vendor": "DeepSeek", "laws": ["varování NÚKIB"], "laws_en": ["a warning of NÚKIB"]}
    ],
}


async def _passes() -> bool:
    return True


async def _names(*names: str) -> list[str]:
    return list(names)


async def _found(payload: dict[str, Any]) -> Any:
    return [{"entity_type": "PERSON", "start": 0, "end": len(payload.get("text", "")), "score": 0.85}]


def _nothing(_identity: str, _wish: Wish) -> str:
    raise NotHandedOut("gone")


def _nobody(_identity: str, _wish: Wish) -> SealedName:
    raise NotHandedOut("gone")


def _no_step(*_given: object) -> Any:
    raise ProposalError("gone")


NO_RELIEFS = Reliefs(lambda _event: (), lambda _event: (), lambda: (), _no_step, _no_step, _no_step)
"""Nothing is proposed, and nothing can be."""


async def _clean(_sent: object, _tool: str) -> Prechecked:
    return Prechecked(Pass(), ScanOutcome.SCANNED)


NOTHING_FOUND = Precheck(_clean, _clean, 1024 * 1024)


def employee(
    cases: list[Case] | None = None, own: Mapping[str, Sequence[MemoryRow]] | None = None, colleagues: Colleagues | None = None
) -> Employee:
    """The employee's ports over a list of cases and events by account."""
    known = [] if cases is None else cases

    def report(make: Callable[[Case], Step], year: int) -> Case:
        empty = Case(f"{year}-{len(known) + 1:04}")
        known.append(take(empty, make(empty)))
        return known[-1]

    def reports(account: str) -> list[Case]:
        return [case for case in known if case.facts.get("superior") == account]

    return Employee(lambda account: (own or {}).get(account, ()), report, lambda: START, reports, colleagues)


@dataclass(frozen=True)
class Office:
    """Colleagues: one superior for everybody, one department."""

    above: str = ""
    mail: bool = False
    of: str = ""

    async def department(self, _account: str) -> str:
        return self.of

    async def superior(self, account: str) -> tuple[str, bool]:
        return (self.above, self.mail) if account else ("", False)

    def told(self, superior: str, department: str, *, mail: bool) -> Told:
        if superior:
            return Told.MAIL if mail else Told.CONSOLE
        return Told.DEPARTMENT if department else Told.NOBODY


@dataclass(frozen=True)
class FixedNumbers:
    """Numbers as a test gives them: facet → day → name → number."""

    days: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)

    def by_day(self, facet: str, since: date, until: date) -> Mapping[str, Mapping[str, int]]:
        return {day: counts for day, counts in self.days.get(facet, {}).items() if since.isoformat() <= day < until.isoformat()}

    def by_week(self, facet: str, since: date, until: date) -> Mapping[str, Mapping[str, int]]:
        weeks: dict[str, dict[str, int]] = {}
        for day, counts in self.by_day(facet, week(since), until).items():
            here = weeks.setdefault(week(date.fromisoformat(day)).isoformat(), {})
            for name, number in counts.items():
                here[name] = here.get(name, 0) + number
        return weeks

    def departments(self, first: date, after: date) -> Mapping[str, int]:
        return self.groups

    def known(self, facet: str) -> Sequence[str]:
        return sorted({name for counts in self.days.get(facet, {}).values() for name in counts})


def security(numbers: FixedNumbers | None = None, rows: Sequence[MemoryRow] = ()) -> Security:
    """IT security's ports over fixed numbers and similar events."""
    names = {"openai": "OpenAI API", "deepseek": "DeepSeek"}

    async def attempt(_text: str, _situation: object) -> Prechecked:
        return Prechecked(Pass(), ScanOutcome.SCANNED)

    async def canary() -> Sequence[Outcome]:
        return ()

    return Security(numbers or FixedNumbers(), lambda _identity: Similar(len(rows), rows), attempt, canary, lambda: names, lambda: START)


@dataclass
class Parts:
    """What a test may turn: every part of the console's ports."""

    store: MemoryStore = field(default_factory=MemoryStore)
    analyze: Callable[[dict[str, Any]], Awaitable[Any]] = _found
    tools: Callable[[], Mapping[str, Any]] = lambda: TOOLS
    certificate: Callable[[], bytes] = lambda: CERTIFICATE_FILE
    figures: Callable[[], Figures] = Figures
    checks: dict[str, Callable[[], Awaitable[bool]]] = field(
        default_factory=lambda: dict.fromkeys(("store", "detection", "spool", "ca"), _passes)
    )
    coverage: Callable[[], Mapping[str, Any]] = dict
    exposition: Callable[[], bytes] = lambda: b"celnice_build_info 1.0\n"
    streams: list[int] = field(default_factory=list)
    analyzed: list[str] = field(default_factory=list)
    workplace: Workplace | None = field(default_factory=workplace)
    cases: Cases | None = field(default_factory=no_cases)
    sealed: SealedRecords | None = field(default_factory=lambda: SealedRecords(lambda _event, _limit: (), lambda _id: None, _nothing))
    reliefs: Reliefs | None = field(default_factory=lambda: NO_RELIEFS)
    policy_desk: PolicyDesk | None = field(default_factory=no_policy)
    audit: Audit | None = field(default_factory=lambda: Audit(lambda _wanted, _before, _limit: Acts(ACTS), lambda: Chains(START, 4)))
    names: SealedNames | None = field(default_factory=lambda: SealedNames(kept=True, hand_out=_nobody))
    precheck: Precheck | None = NOTHING_FOUND
    employee: Employee | None = field(default_factory=employee)
    security: Security | None = field(default_factory=security)
    manager: Manager | None = field(default_factory=manager)
    visitor: Callable[[str], Visitor | None] | None = None
    reception: Reception | None = None
    provider: Provider | None = None
    script: str = "function FindProxyForURL(url, host) { return 'DIRECT'; }"

    def ports(self) -> Ports:
        return Ports(
            token=TOKEN,
            events=self.store,
            filters=Wanted,
            analysis=Analysis(self.analyze, lambda: _names("CzBirthNumber"), lambda: _names("PERSON", "CZ_BIRTH_NUMBER")),
            publication=Publication(self.tools, lambda: self.script),
            certificate=self.certificate,
            exposition=self.exposition,
            stages=self.exposition,
            figures=self.figures,
            checks=self.checks,
            workplace=self.workplace,
            coverage=self.coverage,
            cases=self.cases,
            sealed=self.sealed,
            names=self.names,
            audit=self.audit,
            policy_desk=self.policy_desk,
            reliefs=self.reliefs,
            precheck=self.precheck,
            employee=self.employee,
            security=self.security,
            manager=self.manager,
            visitor=self.visitor,
            reception=self.reception,
            provider=self.provider,
            unavailable=(StoreAway,),
            streams=self.streams.append,
            analyzed=self.analyzed.append,
        )

    def app(self, settings: Settings | None = None, **more: Any) -> FastAPI:
        return create_app(self.ports(), settings or Settings(), **more)


class Client:
    """Asks an application without a socket. An exception that leaves the application fails the test."""

    def __init__(self, app: FastAPI, base: str = "http://127.0.0.1:8082", peer: str = "127.0.0.1") -> None:
        self.app, self.base, self.peer = app, base, peer

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.peer, 50000))
            async with httpx.AsyncClient(transport=transport, base_url=self.base, trust_env=False) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


def ours(caplog: pytest.LogCaptureFixture) -> str:
    """Every log line but those of the test's own HTTP client, with its traceback if it has one."""
    formatter = logging.Formatter("%(name)s %(message)s")
    return "\n".join(formatter.format(record) for record in caplog.records if not record.name.startswith(("httpx", "httpcore")))


@contextmanager
def served(app: FastAPI, settings: Settings | None = None) -> Iterator[str]:
    """The application on a free port of this machine; gives its base URL, and stops it at the end."""
    console = (settings or Settings()).console.model_copy(update={"port": 0})
    opened, port = threading.Event(), 0
    loop: asyncio.AbstractEventLoop | None = None
    stop: asyncio.Event | None = None

    async def main() -> None:
        nonlocal loop, stop
        loop, stop = asyncio.get_running_loop(), asyncio.Event()

        def listening(number: int) -> None:
            nonlocal port
            port = number
            opened.set()

        await serve(app, console, stop, listening)

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    try:
        assert opened.wait(60)
        yield f"{'https' if console.tls_certificate else 'http'}://127.0.0.1:{port}"
    finally:
        assert loop is not None
        assert stop is not None
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
        assert not thread.is_alive(), "the server must end by itself"
