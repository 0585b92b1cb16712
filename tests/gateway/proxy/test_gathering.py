"""What is written in one turn of the event loop leaves in one piece, before anything that ends the connection, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from gateway.proxy.gathering import GatheringWriter


class Wire(asyncio.Transport):
    """A transport that notes what it is told."""

    def __init__(self, protocol: asyncio.BaseProtocol) -> None:
        super().__init__()
        self.protocol, self.seen, self.closing = protocol, list[object](), False

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self.protocol

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.seen.append(bytes(data))

    def write_eof(self) -> None:
        self.seen.append("end")

    def close(self) -> None:
        self.seen.append("closed")
        self.closing = True

    def abort(self) -> None:
        self.seen.append("cut")
        self.closing = True

    def is_closing(self) -> bool:
        return self.closing


type Does = Callable[[GatheringWriter], Awaitable[None] | None]


def one(writer: GatheringWriter) -> None:
    writer.write(b"head ")
    writer.write(bytearray(b"body"))


def drained(writer: GatheringWriter) -> Awaitable[None]:
    one(writer)
    return writer.drain()


def sent(writer: GatheringWriter) -> None:
    one(writer)
    writer.send(b" more")


def ended(writer: GatheringWriter) -> None:
    one(writer)
    writer.write_eof()


def closed(writer: GatheringWriter) -> None:
    one(writer)
    writer.close()


def cut(writer: GatheringWriter) -> None:
    one(writer)
    writer.transport.abort()


async def twice(writer: GatheringWriter) -> None:
    one(writer)
    await asyncio.sleep(0)
    one(writer)


@pytest.mark.parametrize(
    ("why", "does", "at_once", "later"),
    [
        ("two pieces of one turn", one, [], [b"head body"]),
        ("several given together", lambda writer: writer.writelines([b"a", b"b"]), [], [b"ab"]),
        ("two turns", twice, [b"head body"], [b"head body", b"head body"]),
        ("who drains does not wait for the turn's end", drained, [b"head body"], [b"head body"]),
        ("what is sent now goes behind it, and takes it along", sent, [b"head body more"], [b"head body more"]),
        ("the end comes behind it", ended, [b"head body", "end"], [b"head body", "end"]),
        ("a close comes behind it", closed, [b"head body", "closed"], [b"head body", "closed"]),
        ("what is cut off sends nothing more", cut, ["cut"], ["cut"]),
        ("nothing was written", lambda writer: writer.flush(), [], []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_sent(why: str, does: Does, at_once: list[object], later: list[object]) -> None:
    """In order, once, and never later than this turn."""

    async def run() -> tuple[list[object], list[object]]:
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        wire = Wire(protocol)
        protocol.connection_made(wire)
        first = asyncio.StreamWriter(wire, protocol, reader, asyncio.get_running_loop())
        writer = GatheringWriter(reader, first)
        if (waits := does(writer)) is not None:
            await waits
        before = list(wire.seen)
        await asyncio.sleep(0)
        after = list(wire.seen)
        writer.close()
        first.close()
        return before, after

    assert asyncio.run(run()) == (at_once, later), why
