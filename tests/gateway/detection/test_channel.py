"""One connection: its room, and its end."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest

from gateway.detection.batches import BATCH_CHARACTERS
from gateway.detection.channel import Channel, DetectionGone
from support.detection import held, settled


@pytest.mark.parametrize(
    ("taken", "size", "room", "reason"),
    [
        ([], 1, True, "idle"),
        ([], BATCH_CHARACTERS * 9, True, "a long text alone"),
        ([1], BATCH_CHARACTERS, False, "more than a batch together"),
        ([1, 2], 9, True, "short ones go ahead of answers"),
        ([BATCH_CHARACTERS * 9], 1, False, "nothing behind a long text"),
    ],
)
def test_room(taken: list[int], size: int, room: bool, reason: str, tmp_path: Path) -> None:
    """A batch is on its way, or a long text alone; room given back twice counts once."""
    channel = Channel(tmp_path / "s", lambda: None)
    frees = [channel.take(one) for one in taken]
    assert channel.has_room(size) is room, reason
    for free in frees + frees:
        free()
    assert channel.load == 0


def test_an_end_frees_all_and_reaches_every_caller(tmp_path: Path) -> None:
    """When the process ends, each caller learns it and the room comes back."""

    async def main() -> None:
        async with held(1) as (paths, (process,)):
            channel = Channel(paths[0], lambda: None)
            asked = [asyncio.create_task(channel.ask(number, {"texts": ["a!"]}, channel.take(9))) for number in range(3)]
            await settled()
            process.gate.set()
            ends = await asyncio.gather(*asked, return_exceptions=True)
            assert [type(end) for end in ends] == [DetectionGone] * 3
            assert channel.load == 0
            await channel.close()
            with pytest.raises(DetectionGone):
                await channel.ask(4, {}, channel.take(9))
            assert channel.load == 0
            missing = Channel(tmp_path / "none", lambda: None)
            with pytest.raises(DetectionGone):
                await missing.ask(1, {}, missing.take(9))
            assert missing.load == 0

    asyncio.run(main())


def test_an_end_while_a_message_is_being_written_is_no_error_of_the_loop(tmp_path: Path) -> None:
    """A process that ends before it read a large message leaves nothing behind that the event loop would complain of."""
    complaints: list[Any] = []

    async def end_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
        server = await asyncio.start_unix_server(end_at_once, str(tmp_path / "s"))
        channel = Channel(tmp_path / "s", lambda: None)
        texts = {"texts": ["x" * 5_000_000]}
        ends = await asyncio.gather(*(channel.ask(number, texts, channel.take(9)) for number in range(5)), return_exceptions=True)
        assert [type(end) for end in ends] == [DetectionGone] * 5
        await channel.close()
        server.close()
        await settled()

    asyncio.run(main())
    gc.collect()
    assert complaints == []
