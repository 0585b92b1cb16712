"""What a thousand open streams cost in memory: answers that have begun and wait for their next word, as a thinking model's do."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from dataclasses import dataclass

from bench.load import request
from bench.prompts import body, text
from bench.report import Target
from bench.subjects import Subject, memory

STREAMS = 1000
AT_ONCE = 16
"""Connections that are being opened at the same time: a handshake costs milliseconds of one core."""

MOST_KB = 512.0
"""Per stream: a thousand and the processes themselves fit into two gigabytes with room to spare."""


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of all processes together."""

    streams: int
    before: int
    during: int
    after: int
    seconds: float

    @property
    def each(self) -> float:
        """Kilobytes of one stream."""
        return (self.during - self.before) / self.streams / 1000

    def line(self) -> str:
        """One line of the report."""
        return (
            f"{self.streams:,} open streams, opened in {self.seconds:.0f} s: {self.before / 1e6:.0f} MB before, "
            f"{self.during / 1e6:.0f} MB with them ({self.each:.0f} kB each), {self.after / 1e6:.0f} MB after"
        )

    def target(self) -> Target:
        """A stream is small."""
        return Target(f"memory of one of {self.streams:,} open streams", self.each, MOST_KB, at_least=False, unit="kB")


def measure(gate: Subject, streams: int = STREAMS) -> Held:
    """Opens so many, each over a connection of its own, and closes them again."""
    return asyncio.run(_measure(gate, streams))


async def _measure(gate: Subject, streams: int) -> Held:
    before = sum(memory(gate.process).values())
    context = ssl.create_default_context(cafile=gate.ca)
    content = body(text(200))[:-1] + b',"stream":true,"user":"held"}'
    task = {"connect": gate.connect, "name": gate.server_name}
    gates = asyncio.Semaphore(AT_ONCE)
    started = time.perf_counter()

    async def one() -> asyncio.StreamWriter:
        async with gates:
            reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
            writer.write(f"CONNECT {gate.connect} HTTP/1.1\r\nHost: {gate.connect}\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            await writer.start_tls(context, server_hostname=gate.server_name)
            writer.write(request(task, content))
            await reader.readuntil(b"data: ")
            return writer

    writers = await asyncio.gather(*(one() for _ in range(streams)))
    seconds = time.perf_counter() - started
    during = sum(memory(gate.process).values())
    for writer in writers:
        writer.close()
    for writer in writers:
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    await asyncio.sleep(2)
    return Held(streams, before, during, sum(memory(gate.process).values()), seconds)
