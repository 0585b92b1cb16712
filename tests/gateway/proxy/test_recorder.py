"""The spool behind the event loop: order kept, failures told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from gateway.proxy.recorder import QUICK_SECONDS, TOGETHER, TRIALS, SpoolRecorder
from gateway.record.event import Event
from gateway.record.sink import SinkUnavailable
from support.events import event


class Sink:
    """Writes into a list, from whatever thread it is called in."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.threads: set[int] = set()
        self.held = 0
        self.broken = self.fails = False
        self.writes: list[int] = []
        self.at_once, self.taken = 0, False
        self.first, self.begun = threading.Event(), threading.Event()
        self.first.set()

    def put_all(self, events: Sequence[Event]) -> Sequence[SinkUnavailable | None]:
        self.threads.add(threading.get_ident())
        self.writes.append(len(events))
        self.begun.set()
        self.first.wait(60)
        if self.fails:
            raise OSError("a fault nobody thought of")
        if self.broken:
            self.held += len(events)
            return [SinkUnavailable("broken")] * len(events)
        self.events += events
        return [None] * len(events)

    def put_at_once(self, events: Sequence[Event]) -> bool:
        self.at_once += 1
        if self.taken or self.fails or self.broken:
            return False
        self.events += events
        return True

    def flush(self) -> bool:
        self.held = self.held if self.broken else 0
        return not self.held


class Clock:
    """Each write takes ``step`` seconds."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


QUICK, SLOW = QUICK_SECONDS / 2, QUICK_SECONDS * 2


def test_events_keep_their_order_and_the_loop_its_thread() -> None:
    """Where the disk is not quick, one thread that is not the event loop's."""
    sink = Sink()
    recorder = SpoolRecorder(sink, clock=Clock(SLOW))
    events = [event(id=f"E{number}") for number in range(20)]

    async def main() -> None:
        await asyncio.gather(*(recorder.put(one) for one in events))

    asyncio.run(main())
    recorder.close()
    assert sink.events == events
    assert len(sink.threads) == 1
    assert threading.get_ident() not in sink.threads


def _put(recorder: SpoolRecorder, events: Sequence[Event]) -> None:
    async def main() -> None:
        for one in events:
            await recorder.put(one)

    asyncio.run(main())


def test_a_quick_disk_is_written_to_by_the_loop() -> None:
    """After some quick writes no event goes through the thread, until one write was slow; then the disk has to show itself anew."""
    sink, clock = Sink(), Clock(QUICK)
    recorder = SpoolRecorder(sink, clock=clock)
    events = [event(id=f"E{number}") for number in range(4 * TRIALS + 3)]
    _put(recorder, events[: TRIALS + 2])
    assert (len(sink.writes), sink.at_once) == (TRIALS, 2)
    clock.step = SLOW
    _put(recorder, events[TRIALS + 2 : 2 * TRIALS + 3])
    assert (len(sink.writes), sink.at_once) == (2 * TRIALS, 3)
    clock.step = QUICK
    _put(recorder, events[2 * TRIALS + 3 :])
    assert (len(sink.writes), sink.at_once) == (3 * TRIALS, TRIALS + 3)
    recorder.close()
    assert sink.events == events


@pytest.mark.parametrize("why", ["taken", "broken", "fails"])
def test_what_the_loop_cannot_write_at_once_the_thread_does(why: str) -> None:
    """Another process that writes is waited for in the thread; a failure is told by it, and a disk that failed is not quick."""
    sink = Sink()
    recorder = SpoolRecorder(sink, clock=Clock(QUICK))
    _put(recorder, [event(id=f"E{number}") for number in range(TRIALS)])
    setattr(sink, why, True)
    if why == "taken":
        _put(recorder, [event(id="last")])
        assert (len(sink.events), len(sink.writes), sink.at_once) == (TRIALS + 1, TRIALS + 1, 1)
    else:
        for _ in range(2):
            with pytest.raises(SinkUnavailable):
                _put(recorder, [event(id="last")])
        assert (len(sink.events), sink.at_once) == (TRIALS, 1)
    recorder.close()


def test_those_who_come_together_share_a_write_of_the_loop() -> None:
    """Group commit holds for the loop's own writes, too."""
    sink = Sink()
    recorder = SpoolRecorder(sink, clock=Clock(QUICK))
    _put(recorder, [event(id=f"E{number}") for number in range(TRIALS)])

    async def main() -> None:
        await asyncio.gather(*(recorder.put(event(id=f"F{number}")) for number in range(20)))

    asyncio.run(main())
    recorder.close()
    assert (sink.at_once, len(sink.events)) == (1, TRIALS + 20)


def test_what_waits_together_is_written_together() -> None:
    """While the disk is busy with one event the next ones gather, and share one write; each hears of its own outcome."""
    sink = Sink()
    recorder = SpoolRecorder(sink)
    events = [event(id=f"E{number}") for number in range(TOGETHER + 11)]

    async def main() -> None:
        sink.first.clear()
        puts = [asyncio.create_task(recorder.put(one)) for one in events[:1]]
        assert await asyncio.to_thread(sink.begun.wait, 60)
        puts += [asyncio.create_task(recorder.put(one)) for one in events[1:]]
        await asyncio.sleep(0.05)
        assert not any(put.done() for put in puts)
        puts[5].cancel()  # whoever has gone: the event stands all the same
        sink.first.set()
        await asyncio.gather(*puts, return_exceptions=True)

    asyncio.run(main())
    recorder.close()
    assert sink.writes == [1, TOGETHER, 10]
    assert sink.events == events


def test_nobody_waits_for_ever() -> None:
    """A fault that the sink does not know is told as not durable, and the next event is tried anew."""
    sink = Sink()
    recorder = SpoolRecorder(sink)

    async def main() -> None:
        sink.fails = True
        with pytest.raises(SinkUnavailable, match="OSError"):
            await recorder.put(event())
        sink.fails = False
        await recorder.put(event())

    asyncio.run(main())
    recorder.close()
    assert len(sink.events) == 1


def test_it_is_ready_only_when_nothing_waits() -> None:
    """A failed write makes it unready until the sink has written what it holds."""
    sink = Sink()
    recorder = SpoolRecorder(sink)

    async def main() -> list[bool]:
        seen = [await recorder.ready()]
        sink.broken = True
        with pytest.raises(SinkUnavailable):
            await recorder.put(event())
        seen.append(await recorder.ready())
        sink.broken = False
        seen.append(await recorder.ready())
        return seen

    assert asyncio.run(main()) == [True, False, True]
    recorder.close()


def test_what_waits_is_tried_again_without_traffic(monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that nobody uses still writes what it holds, and says how much waits."""
    monkeypatch.setattr("gateway.proxy.recorder.RETRY_SECONDS", 0.01)
    sink, waiting = Sink(), []
    recorder = SpoolRecorder(sink, waiting.append)

    async def main() -> None:
        sink.broken = True
        with pytest.raises(SinkUnavailable):
            await recorder.put(event())
        sink.broken = False
        trying = asyncio.create_task(recorder.keep_trying())
        for _ in range(6000):
            if waiting and waiting[-1] == 0:
                break
            await asyncio.sleep(0.01)
        trying.cancel()

    asyncio.run(main())
    recorder.close()
    assert (waiting[0], waiting[-1]) == (1, 0)
