"""Moves events from the spool to the store: one per node. Nothing leaves the spool before the store has it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from gateway.record import chain
from gateway.record.chain import BadPayload
from gateway.record.sink import SinkUnavailable
from gateway.store.errors import StoreUnavailable
from gateway.store.spool import Spool, Waiting

BATCH = 200
"""Events in one commit: enough to reach thousands a second, few enough to be milliseconds."""

IDLE_SECONDS = 0.1  # how long an event may wait before it is looked for; a person watching the console does not notice
FIRST_WAIT = 0.2  # seconds after a first failure
LONGEST_WAIT = 30.0  # seconds; a store that comes back is used half a minute later at most
TIDY_SECONDS = 60.0  # how long copies of stored events may remain in the spool's log
COUNT_SECONDS = 1.0  # how often the waiting events are counted


class Appender(Protocol):
    """The part of :class:`gateway.store.events.EventStore` that the writer needs."""

    def append(self, batch: Sequence[bytes], writer: str) -> int:
        """Appends each event once. Raises StoreUnavailable."""


def _ignore(_: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the writer tells its shell; plain callables, so that one file knows the metrics."""

    stored: Callable[[int], None] = _ignore  # events new in the store
    waiting: Callable[[int], None] = _ignore  # events in the spool
    failed: Callable[[str], None] = _ignore  # why a batch did not go through; a code
    rejected: Callable[[int], None] = _ignore  # damaged events set aside


class Writer:
    """``name`` is the node's, and its chain's: :func:`gateway.store.node.node_id`. Hold :func:`gateway.store.node.writer_lock`."""

    def __init__(self, spool: Spool, store: Appender, name: str, hooks: Hooks | None = None, batch: int = BATCH) -> None:
        self._spool = spool
        self._store = store
        self._name = name
        self._hooks = hooks or Hooks()
        self._batch = batch
        self._tidied = self._counted = time.monotonic()

    def step(self) -> int:
        """Moves one batch; returns how many events left the spool. Raises StoreUnavailable, SinkUnavailable: then all of them stay."""
        waiting = self._spool.take(self._batch)
        if not waiting:
            return 0
        good = self._sound(waiting)
        if good:
            self._hooks.stored(self._store.append([event.payload for event in good], self._name))
            self._spool.done([event.n for event in good])
        return len(waiting)

    def run(self, should_stop: threading.Event) -> None:
        """Works until told to stop, then moves what waits, as long as the store takes it; the rest stays in the spool."""
        failures = 0
        while True:
            try:
                moved = self.step()
                self._look_after(moved)
            except (StoreUnavailable, SinkUnavailable) as failure:
                if should_stop.is_set():
                    return
                failures += 1
                self._hooks.failed(str(failure))
                with suppress(SinkUnavailable):
                    self._count()  # what waits grows just now
                should_stop.wait(delay(failures))
                continue
            failures = 0
            if moved < self._batch:
                if should_stop.is_set():
                    return
                should_stop.wait(IDLE_SECONDS)

    def _sound(self, waiting: Sequence[Waiting]) -> list[Waiting]:
        good, bad = [], []
        for event in waiting:
            try:
                chain.draft(event.payload)
            except BadPayload:
                bad.append(event.n)
            else:
                good.append(event)
        if bad:
            self._spool.reject(bad)
            self._hooks.rejected(len(bad))
        return good

    def _count(self) -> None:
        now = time.monotonic()
        if now - self._counted >= COUNT_SECONDS:
            self._counted = now
            self._hooks.waiting(self._spool.depth())

    def _look_after(self, moved: int) -> None:
        self._count()
        now = time.monotonic()
        if moved == 0 and now - self._tidied >= TIDY_SECONDS:
            self._tidied = now
            self._spool.tidy()


def delay(failures: int) -> float:
    """Seconds to wait after that many failures in a row: doubling, bounded, and spread so that nodes do not come back at once."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 16))
    return longest * (0.5 + secrets.randbelow(1_000) / 2_000)
