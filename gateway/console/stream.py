"""One event stream: what stands behind the cursor, then whatever comes, with heartbeats between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

from gateway.console.ports import Page, Ports
from gateway.console.tail import Tail
from gateway.feeds import sse
from gateway.feeds.api import Outgoing

BATCH = 100
"""Events read at once: about 100 kB."""
type Still = Callable[[], Awaitable[bool]]
"""Whether whoever reads a stream still may."""

HEARTBEAT_SECONDS = 15.0
"""Under the half minute after which common front proxies close a quiet connection."""


class EventStream(StreamingResponse):
    """A stream whose generator is closed at once when the client goes, not when the garbage collector comes."""

    media_type = sse.CONTENT_TYPE

    def __init__(self, frames: AsyncGenerator[bytes]) -> None:
        super().__init__(frames, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._frames = frames

    async def stream_response(self, send: Send) -> None:
        """Sends, and closes the generator whatever happens."""
        async with aclosing(self._frames):
            await super().stream_response(send)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a stream begins: its cursor, the page behind it, and the tail's next move as of before that page was read."""

    cursor: str
    page: Page
    moved: asyncio.Event


async def always() -> bool:
    """For a stream that nobody can lose."""
    return True


async def frames(
    ports: Ports, tail: Tail, start: Start, filters: Any, heartbeat: float = HEARTBEAT_SECONDS, still: Still = always
) -> AsyncGenerator[bytes]:
    """The bytes of a stream. Ends when the tail closes or the store fails; the client then comes again with its Last-Event-ID. It also ends
    within a heartbeat of its reader's session: who was signed out reads no further.
    """
    looked = time.monotonic()
    async with tail.follow():
        yield sse.opening() + sse.place(start.cursor)
        page, moved = start.page, start.moved
        while True:
            for row in page.rows:
                yield sse.frame(Outgoing(row.cursor, row.public()))
            # After rows, go on from the last one; after none, from the end that was looked at, so that filters do not read it all again.
            cursor = page.rows[-1].cursor if page.rows else page.next
            if not page.more and not await _within(moved, heartbeat):
                yield sse.HEARTBEAT
            if tail.closed:
                return
            moved = tail.moved()
            try:
                if time.monotonic() - looked >= heartbeat:
                    looked = time.monotonic()
                    if not await still():
                        return
                page = await run_in_threadpool(ports.events.page, cursor, BATCH, filters)
            except ports.unavailable:
                return


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
