"""One process follows what changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.act.texts import put_in_force, texts
from gateway.decide.policy import Policy
from gateway.live_settings import Live, LiveFile, write
from gateway.parts.live import follow, taken_up
from gateway.settings import Policy as Given
from gateway.settings import Settings


def test_follow(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each new policy is told once and the texts speak at once; what cannot be taken up changes nothing and ends nothing."""
    settings, told = Settings(), list[Policy]()
    live = LiveFile(tmp_path, settings)
    assert taken_up(live, settings) == Policy()

    async def until(done: Callable[[], bool]) -> None:
        for _ in range(60_000):
            if done():
                return
            await asyncio.sleep(0.001)
        raise AssertionError("nothing came")

    async def main() -> None:
        task = asyncio.create_task(follow(live, settings, told.append, 0.001))
        write(tmp_path, Live(Given(threshold=0.6), {"cs": "[common]\nfooter = 'Vzorov'"}))
        await until(lambda: len(told) == 1)
        write(tmp_path, Live(Given(threshold=0.65), {"cs": "[nothing]"}))
        await until(lambda: "could not be taken up: ValueError" in caplog.text)
        write(tmp_path, Live(Given(threshold=0.7), {"cs": "[common]\nfooter = 'Vzorov'"}))
        await until(lambda: len(told) == 2)
        task.cancel()

    try:
        asyncio.run(main())
        assert [policy.threshold for policy in told] == [0.6, 0.7]
        assert texts("cs").common["footer"] == "Vzorov"
    finally:
        put_in_force({})
