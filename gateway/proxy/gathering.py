"""Writes of one connection, gathered: what is written in one turn of the event loop leaves at its end, together.

mitmproxy writes each piece by itself (the head of a message, then its body), and as soon as one request is judged. A write to a process
that sleeps wakes it, which costs more than the write; where sixteen requests are judged in one turn, their writes behind one another find
it awake. Measured against single writes, turn about: at 16 connections 5 % less processor time for a request and as much more requests a
second; alone a request takes some 50 microseconds longer, because its provider begins to read it when all of it is there. What a stream
brings is sent at once: whoever reads a connection drains the others before reading on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import cast


class GatheringWriter(asyncio.StreamWriter):
    """The writing half of a connection. ``writer`` is the one that was made with it, which nobody else writes to any more."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        transport = writer.transport
        protocol = cast("asyncio.StreamReaderProtocol", transport.get_protocol())
        self._loop_of = asyncio.get_running_loop()
        super().__init__(transport, protocol, reader, self._loop_of)
        self._first = writer  # one that is let go of closes its connection
        self._pieces: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Takes a piece, which leaves when this turn of the loop is over."""
        if not self._pieces:
            self._loop_of.call_soon(self.flush)
        self._pieces.append(bytes(data))

    def writelines(self, data: Iterable[bytes | bytearray | memoryview]) -> None:
        """The same with several."""
        self.write(b"".join(data))

    def send(self, data: bytes) -> None:
        """Sends it now, behind what was written so far."""
        if self._pieces:
            self._pieces.append(data)
            self.flush()
        elif not self.is_closing():
            self.transport.write(data)

    def flush(self) -> None:
        """Sends what was written so far. What was written to a connection that is gone is dropped."""
        if self._pieces:
            data = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
            self._pieces.clear()
            if not self.is_closing():
                super().write(data)

    async def drain(self) -> None:
        """Sends it, and waits while too much is on its way."""
        self.flush()
        await super().drain()

    def write_eof(self) -> None:
        """Sends it, then the end."""
        self.flush()
        super().write_eof()

    def close(self) -> None:
        """Sends it, then closes."""
        self.flush()
        super().close()
