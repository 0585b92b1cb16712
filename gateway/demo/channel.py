"""One connection to the stand-in, as both HTTP versions see it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from gateway.demo.exchange import Application, Gate, Part, Pause

READ = 64 * 1024


@dataclass(frozen=True, slots=True)
class Channel:
    """Reads and writes one connection. Every byte read is told to ``heard`` first."""

    reader: asyncio.StreamReader = field(repr=False)
    writer: asyncio.StreamWriter = field(repr=False)
    answer: Application
    heard: Callable[[bytes], None]
    begun: Callable[[], None]
    """Told when the first bytes of a request came: what a connection says of itself (HTTP/2 control frames) is none."""
    released: Callable[[], Awaitable[None]]
    """Waits until a gate is opened."""

    async def read(self) -> bytes:
        """The next bytes; empty at the end."""
        data = await self.reader.read(READ)
        self.heard(data)
        return data

    async def write(self, data: bytes | None) -> None:
        """Sends bytes and waits until the peer takes them."""
        if data:
            self.writer.write(data)
            await self.writer.drain()

    async def due(self, part: Part) -> bytes:
        """Waits for what a part waits for; its bytes, if it has any."""
        match part:
            case bytes():
                return part
            case Pause(seconds):
                await asyncio.sleep(seconds)
            case Gate():
                await self.released()
        return b""
