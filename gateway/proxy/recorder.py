"""The node's spool as the event loop sees it: writes in a thread of its own, because a durable write waits for the disk."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from gateway.record.event import Event


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

    def __init__(self, sink: HoldingSink) -> None:
        self._sink = sink
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spool")

    async def put(self, event: Event) -> None:
        """Returns when the event is durable; raises SinkUnavailable."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._sink.put, event)

    async def ready(self) -> bool:
        """Whether nothing waits in memory; tries to write it first."""
        if not self._sink.held:
            return True
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._sink.flush)

    def close(self) -> None:
        """Ends the thread after what it has begun."""
        self._thread.shutdown()
