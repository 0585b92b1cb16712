"""Follows the end of the store for all streams at once.

One small query each half second, however many people watch, and none when nobody does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool

POLL_SECONDS = 0.5
"""How late an event may appear. The writer is another process, perhaps on another node, so the store is the only meeting place."""
MAX_STREAMS = 50
"""Open streams of one console: an office has few watchers, and each costs a connection."""


class TooManyStreams(Exception):
    """The limit of open streams is reached."""


class Tail:
    """Wakes streams when the store's end moves. Belongs to one event loop."""

    def __init__(
        self,
        end: Callable[[], str],
        unavailable: tuple[type[Exception], ...] = (),
        count: Callable[[int], None] = lambda _number: None,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._end = end
        self._unavailable = unavailable
        self._count = count
        self._poll_seconds = poll_seconds
        self._moved = asyncio.Event()
        self._poller: asyncio.Task[None] | None = None
        self.streams = 0
        self.closed = False

    @property
    def full(self) -> bool:
        """Whether no further stream may be opened."""
        return self.streams >= MAX_STREAMS

    def moved(self) -> asyncio.Event:
        """Set at the next move of the end, or on closing. Take it *before* reading, then nothing falls between reading and waiting."""
        return self._moved

    @asynccontextmanager
    async def follow(self) -> AsyncIterator[None]:
        """Counts a stream in, and polls while there is any. Raises :class:`TooManyStreams`."""
        if self.full:
            raise TooManyStreams
        self.streams += 1
        self._count(self.streams)
        if self._poller is None:
            self._poller = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            self.streams -= 1
            self._count(self.streams)
            if not self.streams and self._poller is not None:
                self._poller.cancel()
                self._poller = None

    def close(self) -> None:
        """Ends every stream cleanly."""
        self.closed = True
        self._moved.set()

    def _wake(self) -> None:
        self._moved.set()
        if not self.closed:
            self._moved = asyncio.Event()

    async def _poll(self) -> None:
        known: str | None = None
        while not self.closed:
            try:
                end = await run_in_threadpool(self._end)
            except self._unavailable:  # wake the streams: they find out when they read
                end = known or ""
            if end != known:
                known = end
                self._wake()
            await asyncio.sleep(self._poll_seconds)
