"""The node's spool as the event loop sees it: a durable write waits for the disk, and who waits for whom is decided here.

Requests that wait at the same time share one write (group commit): a disk that takes ten milliseconds for a sync takes them once for all.

A disk that was quick so far is written to by the event loop itself: handing a write to a thread and back takes longer than such a
write, and on a busy machine many times as long. After one write that was not quick the thread writes again until the disk has shown
itself anew: a disk that becomes slow holds up others once, and not by every event.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from gateway.record.event import Event
from gateway.record.sink import SinkUnavailable

RETRY_SECONDS = 5.0
"""How often events that wait in memory are tried again when no request comes that would try them."""

TOGETHER = 256
"""Events in one write: some hundred kilobytes, which a disk writes in the time of its sync."""

QUICK_SECONDS = 0.002
"""About what the way to a thread and back costs on a busy machine: a write that takes longer would hold up everybody else for more than
its own request gains. A good SSD takes less, a disk that turns or hangs more."""

TRIALS = 4
"""Writes one after the other that must have been quick. One in five is the most that the loop waits for on a disk that is not."""


class HoldingSink(Protocol):
    """A sink that keeps what it could not write (:class:`gateway.store.holding.HoldingSink`)."""

    def put_all(self, events: Sequence[Event]) -> Sequence[SinkUnavailable | None]:
        """For each None when it is durable, or why it is not."""

    def put_at_once(self, events: Sequence[Event]) -> bool:
        """Whether all of them are durable now; waits for the disk, and for nobody. False: nothing was done."""

    def flush(self) -> bool:
        """Tries to write what is held; True when nothing is held any more."""

    @property
    def held(self) -> int:
        """Events in memory that are not durable."""


class SpoolRecorder:
    """Puts events into a sink. One write at a time, so events keep their order."""

    def __init__(
        self, sink: HoldingSink, waiting: Callable[[int], None] = lambda _number: None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._sink = sink
        self._waiting = waiting
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spool")
        self._queue: deque[tuple[Event, asyncio.Future[None]]] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._quick = 0

    async def put(self, event: Event) -> None:
        """Returns when the event is durable; raises SinkUnavailable."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        self._queue.append((event, done))
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write())
        await done

    async def _write(self) -> None:
        """Writes what waits, together, until nothing does. Whoever has gone meanwhile has their event written all the same."""
        while self._queue:
            group = [self._queue.popleft() for _ in range(min(len(self._queue), TOGETHER))]
            outcomes: Sequence[SinkUnavailable | None]
            try:
                events = [event for event, _ in group]
                if self._at_once(events):
                    outcomes = [None] * len(group)
                else:
                    outcomes = await asyncio.get_running_loop().run_in_executor(self._thread, self._timed, events)
            except asyncio.CancelledError:
                for _, done in group:
                    done.cancel()
                raise
            except Exception as error:  # noqa: BLE001  # nobody may wait for ever
                self._quick = 0
                outcomes = [SinkUnavailable(type(error).__name__)] * len(group)
            for (_, done), outcome in zip(group, outcomes, strict=True):
                if done.done():
                    continue
                if outcome is None:
                    done.set_result(None)
                else:
                    done.set_exception(outcome)
            self._waiting(self._sink.held)

    def _at_once(self, events: Sequence[Event]) -> bool:
        """Whether the loop itself has written them."""
        if self._quick < TRIALS:
            return False
        began = self._clock()
        written = self._sink.put_at_once(events)
        self._judge(self._clock() - began)
        return written

    def _timed(self, events: Sequence[Event]) -> Sequence[SinkUnavailable | None]:
        """In the thread."""
        began = self._clock()
        outcomes = self._sink.put_all(events)
        self._judge(self._clock() - began)
        if any(outcomes):
            self._quick = 0
        return outcomes

    def _judge(self, seconds: float) -> None:
        self._quick = min(self._quick + 1, TRIALS) if seconds <= QUICK_SECONDS else 0

    async def ready(self) -> bool:
        """Whether nothing waits in memory; tries to write it first."""
        if not self._sink.held:
            return True
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._sink.flush)
        finally:
            self._waiting(self._sink.held)

    async def keep_trying(self) -> None:
        """Writes what waits as soon as it can be written; runs until it is cancelled."""
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            await self.ready()

    def close(self) -> None:
        """Ends the thread after what it has begun."""
        self._thread.shutdown()
