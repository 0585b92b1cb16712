"""Following the store's end."""

from __future__ import annotations

import asyncio

import pytest

from gateway.console import tail as module
from gateway.console.tail import Tail, TooManyStreams
from support.console import MemoryStore, StoreAway, event


def test_nobody_watching_asks_nothing() -> None:
    """The store is polled only while there is a stream."""
    store = MemoryStore()

    async def run() -> tuple[int, int]:
        tail = Tail(store.end, poll_seconds=0.001)
        await asyncio.sleep(0.02)
        before = store.reads
        async with tail.follow(), tail.follow(), asyncio.timeout(60):
            while store.reads == before:  # noqa: ASYNC110  the poller tells nobody
                await asyncio.sleep(0.001)
        while_watched = store.reads
        await asyncio.sleep(0.02)
        assert store.reads <= while_watched + 1, "one poll may be under way"
        return before, while_watched

    before, while_watched = asyncio.run(run())
    assert before == 0
    assert while_watched > 0


def test_a_move_of_the_end_wakes_whoever_waits() -> None:
    """Each new event sets the event object that was handed out before it."""
    store = MemoryStore()

    async def run() -> None:
        tail = Tail(store.end, poll_seconds=0.001)
        async with tail.follow():
            for number in range(1, 4):
                await asyncio.sleep(0.01)
                moved = tail.moved()
                store.add(event(number))
                await asyncio.wait_for(moved.wait(), 60)

    asyncio.run(run())


def test_a_lost_store_does_not_stop_the_poller() -> None:
    """When the store comes back, so do its events."""
    store = MemoryStore()
    store.away = True

    async def run() -> None:
        tail = Tail(store.end, (StoreAway,), poll_seconds=0.001)
        async with tail.follow():
            await asyncio.wait_for(tail.moved().wait(), 60)
            moved = tail.moved()
            await asyncio.sleep(0.01)
            store.away = False
            store.add(event(1))
            await asyncio.wait_for(moved.wait(), 60)

    asyncio.run(run())


def test_closing_wakes_all_and_for_good() -> None:
    """After closing, nobody waits any more."""
    tail = Tail(MemoryStore().end)
    moved = tail.moved()
    tail.close()
    assert moved.is_set()
    assert tail.moved().is_set()


def test_streams_are_counted_and_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gauge goes up and down, also when a stream ends with an error, and the limit holds."""
    monkeypatch.setattr(module, "MAX_STREAMS", 1)
    counted: list[int] = []

    async def run() -> None:
        tail = Tail(MemoryStore().end, count=counted.append)
        async with tail.follow():
            assert tail.full
            with pytest.raises(TooManyStreams):
                async with tail.follow():
                    pass
        with pytest.raises(RuntimeError):
            async with tail.follow():
                raise RuntimeError

    asyncio.run(run())
    assert counted == [1, 0, 1, 0]
