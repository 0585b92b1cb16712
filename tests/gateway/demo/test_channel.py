"""One connection to the stand-in."""

import asyncio

from gateway.demo.channel import Channel
from gateway.demo.exchange import Gate, Pause, Reply
from support.channels import served


def test_every_byte_is_heard_and_written() -> None:
    """What is read was heard first; what is written arrives; nothing is written for nothing."""
    heard = bytearray()

    async def echo(channel: Channel) -> None:
        await channel.write(None)
        await channel.write(await channel.read())

    async def talk() -> bytes:
        async with served(echo, lambda _: Reply(200, (), ()), heard) as (reader, writer):
            writer.write(b"abc")
            return await reader.read()

    assert asyncio.run(talk()) == b"abc"
    assert heard == b"abc"


def test_parts_wait_for_what_they_wait_for() -> None:
    """Bytes are due at once, a pause passes, a gate waits for its release."""
    order: list[str] = []
    waiting = asyncio.Event()

    async def parts(channel: Channel) -> None:
        assert await channel.due(b"x") == b"x"
        assert await channel.due(Pause(0)) == b""
        order.append("before")
        waiting.set()
        await channel.due(Gate())
        order.append("after")

    async def talk() -> None:
        gate = asyncio.Event()
        async with served(parts, lambda _: Reply(200, (), ()), bytearray(), gate) as (reader, _):
            await waiting.wait()
            assert order == ["before"]
            gate.set()
            await reader.read()

    asyncio.run(talk())
    assert order == ["before", "after"]
