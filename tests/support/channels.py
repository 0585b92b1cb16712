"""A loopback pair for tests of the stand-in's HTTP sides: a served channel and a client's streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from gateway.demo.channel import Channel
from gateway.demo.exchange import Application

type Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def served(
    serve: Callable[[Channel], Awaitable[None]],
    answer: Application,
    heard: bytearray,
    gate: asyncio.Event | None = None,
    begun: Callable[[], None] = lambda: None,
) -> AsyncIterator[Pair]:
    """A client's reader and writer to a channel that ``serve`` serves; ``gate`` opens gates."""

    async def released() -> None:
        if gate is not None:
            await gate.wait()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(Channel(reader, writer, answer, heard.extend, begun, released))
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
