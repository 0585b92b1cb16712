"""The ports of IT security's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allowlist.register import Register, Status
from gateway.canary import cases, dry
from gateway.canary.outcome import Outcome
from gateway.console.reader_ports import Security, Similar
from gateway.model import File, FileRead, Scan
from gateway.parts.kept import Kept
from gateway.parts.precheck import Precheck
from gateway.record.facets import facets
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.rows import Filters
from gateway.store.tallies import TallyStore
from gateway.store.url import store_url

SHOWN = 10
"""Similar events that are listed; their number says the rest."""
COUNTED = 1_000
"""Similar events that are counted; a value that stands in more of them is no rarity, and the page need not wait for the exact number."""


class Numbers(TallyStore):
    """The tallies. What is read of many rows is kept for a minute: the lists to choose from, which the first page asks for each time it is
    opened, and the departments of whole months.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._known, self._departments = Kept(super().known), Kept(super().departments)

    def known(self, facet: str) -> tuple[str, ...]:
        """Every value that a facet has had, at most a minute old."""
        return self._known(facet)

    def departments(self, first: date, after: date) -> dict[str, int]:
        """Events by department, at most a minute old."""
        return self._departments(first, after)


def similar_of(events: EventStore, numbers: TallyStore, identity: str) -> Similar:
    """Events that hold a value of this one, the newest first. Blocking; StoreUnavailable."""
    row = events.get(identity)
    prints = tuple(facet.value for facet in facets(row.payload or {}) if facet.name == "fingerprint") if row is not None else ()
    if not prints:
        return Similar(0, ())
    found = [one for one in events.latest(SHOWN + 1, Filters(fingerprints=prints)).rows if one.id != identity]
    return Similar(max(numbers.same(prints, COUNTED) - 1, 0), tuple(found[:SHOWN]))


@dataclass(frozen=True, slots=True)
class Canary:
    """The dry canary over this node's own detection and document processes."""

    detect: Callable[[Sequence[str]], Awaitable[Sequence[Scan]]]
    documents: Callable[[Sequence[File]], Awaitable[Sequence[FileRead]]]
    register: Callable[[], Register]
    settings: Settings
    now: Callable[[], datetime]

    async def __call__(self) -> Sequence[Outcome]:
        """The fate of every case of the approved tools. It goes in a thread, which asks the loop for each text and file."""
        return await asyncio.to_thread(self._run, asyncio.get_running_loop())

    def _run(self, loop: asyncio.AbstractEventLoop) -> list[Outcome]:
        known, now = self.register(), self.now()
        tools = [tool for tool in known.grants if known.status(tool, now) is Status.APPROVED]

        def scanned(text: str) -> Scan:
            return asyncio.run_coroutine_threadsafe(_first(self.detect, text), loop).result()

        def read(file: File) -> FileRead:
            return asyncio.run_coroutine_threadsafe(_first(self.documents, file), loop).result()

        found = cases.cases(known.catalogue, tools)
        return list(dry.run(known, found, read, scanned, self.settings.policy.threshold, self.settings.proxy.max_request_bytes, now))


async def _first[G, A](ask: Callable[[Sequence[G]], Awaitable[Sequence[A]]], given: G) -> A:
    return (await ask([given]))[0]


def security(settings: Settings, events: EventStore, looking: Precheck, names: Callable[[], Mapping[str, str]]) -> Security:
    """The ports, over the store of the settings."""
    numbers = Numbers(store_url(settings))
    return Security(
        numbers=numbers,
        similar=lambda identity: similar_of(events, numbers, identity),
        attempt=looking.attempt,
        canary=Canary(looking.detect, looking.documents, looking.register, settings, looking.now),
        names=names,
        now=looking.now,
    )
