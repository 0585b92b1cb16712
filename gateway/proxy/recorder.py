"""The node's spool as the event loop sees it: writes in a thread of its own, because a durable write waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from gateway.record.event import Event

RETRY_SECONDS = 5.0
"""How often events that wait in memory are tried again when no request comes that would try them."""


class HoldingSink(Protocol):
    """A sink that keeps what it could not write (:class:`gateway.store.holding.HoldingSink`)."""

    def put(self, event: Event) -> None:
        """Durable, or SinkUnavailable."""

    def flush(self) -> bool:
        """Tries to write what is held; True when nothing is held any more."""

    @property
    def held(self) -> int:
        """Events in memory that are not durable."""


class SpoolRecorder:
    """Puts events into a sink without stopping the event loop. One thread, so events keep their order."""

    def __init__(self, sink: HoldingSink, waiting: Callable[[int], None] = lambda _number: None) -> None:
        self._sink = sink
        self._waiting = waiting
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spool")

    async def put(self, event: Event) -> None:
        """Returns when the event is durable; raises SinkUnavailable."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._sink.put, event)
        finally:
            self._waiting(self._sink.held)

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
