"""Who reads gets everything that nobody took, in order; what is taken never overtakes what waits."""

from __future__ import annotations

import asyncio

from gateway.proxy.offering_reader import OfferingReader


def test_what_is_offered() -> None:
    """Only what comes while the reader waits with nothing before it; a refused piece is read, and so is everything behind it."""

    async def run() -> tuple[list[bytes], list[bytes]]:
        reader, offered, read = OfferingReader(), list[bytes](), list[bytes]()

        def take(data: bytes) -> bool:
            offered.append(data)
            return data.startswith(b"short")

        reader.feed_data(b"early ")  # nobody reads yet, nobody takes yet
        reader.taker = take
        reader.feed_data(b"early too")
        read.append(await reader.read(100))
        reading = asyncio.create_task(reader.read(100))
        await asyncio.sleep(0)
        reader.feed_data(b"short 1")
        reader.feed_data(b"long")
        reader.feed_data(b"short 2")  # stands behind what was refused
        read.append(await reading)
        reader.feed_data(b"short 3")  # nobody waits: what was read before may be still under way
        read.append(await reader.read(100))
        reading = asyncio.create_task(reader.read(5))
        await asyncio.sleep(0)
        reader.feed_data(b"short 4")
        reader.feed_eof()
        read.append(await reading)
        return offered, read

    assert asyncio.run(run()) == ([b"short 1", b"long", b"short 4"], [b"early early too", b"longshort 2", b"short 3", b""])


def test_cancelled() -> None:
    """Whoever stops reading leaves what comes for the next reader."""

    async def run() -> bytes:
        reader = OfferingReader()
        reader.taker = lambda _: True
        reading = asyncio.create_task(reader.read(100))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.wait([reading])
        reader.feed_data(b"kept")
        return await reader.read(100)

    assert asyncio.run(run()) == b"kept"
