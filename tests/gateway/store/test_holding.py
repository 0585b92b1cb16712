import threading
from contextlib import suppress

import pytest

from gateway.model import Disclosed
from gateway.record.sink import SinkUnavailable
from gateway.store.holding import HoldingSink
from support.events import event


class Fallible:
    """A real small sink that can be switched off."""

    def __init__(self):
        self.events, self.works = [], True

    def put(self, event):
        if not self.works:
            raise SinkUnavailable("off")
        self.events.append(event)


@pytest.fixture
def sink():
    return Fallible()


def test_passes_through(sink):
    """While the sink works nothing is held."""
    holding = HoldingSink(sink)
    holding.put(event(1))
    assert (sink.events, holding.held, holding.dropped) == ([event(1)], 0, 0)
    assert holding.flush()


def test_holds_and_retries_in_order(sink):
    """What could not be written is written before the next event, in order; the caller was told each time."""
    holding = HoldingSink(sink)
    sink.works = False
    for number in (1, 2):
        with pytest.raises(SinkUnavailable):
            holding.put(event(number))
    assert holding.held == 2
    assert not holding.flush()
    sink.works = True
    holding.put(event(3))
    assert sink.events == [event(1), event(2), event(3)]
    assert holding.held == 0


def test_flush(sink):
    """Nobody needs to put another event for what is held to be written."""
    holding = HoldingSink(sink)
    sink.works = False
    with pytest.raises(SinkUnavailable):
        holding.put(event(1))
    sink.works = True
    assert holding.flush()
    assert sink.events == [event(1)]


def test_memory_is_bounded(sink):
    """Beyond the limit the first stay, and the others are counted."""
    holding = HoldingSink(sink, limit=2)
    sink.works = False
    for number in range(1, 6):
        with pytest.raises(SinkUnavailable):
            holding.put(event(number))
    assert (holding.held, holding.dropped) == (2, 3)
    sink.works = True
    holding.flush()
    assert sink.events == [event(1), event(2)]
    assert holding.dropped == 3


@pytest.mark.parametrize("disclosed", [Disclosed.FULL, Disclosed.PARTIAL, Disclosed.UNKNOWN])
def test_what_did_not_happen_is_not_held(sink, disclosed):
    """An event that says that data left becomes a block when it cannot be written: writing it later would be untrue."""
    holding = HoldingSink(sink)
    sink.works = False
    with pytest.raises(SinkUnavailable):
        holding.put(event(1, disclosed=disclosed))
    with pytest.raises(SinkUnavailable):
        holding.put(event(2))
    assert holding.held == 1
    sink.works = True
    holding.flush()
    assert sink.events == [event(2)]


def test_threads_lose_nothing(sink):
    """Threads that put while the sink comes and goes: every event is written once."""
    holding = HoldingSink(sink)

    def work(first):
        for number in range(first, first + 50):
            sink.works = number % 7 != 0
            with suppress(SinkUnavailable):
                holding.put(event(number))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sink.works = True
    assert holding.flush()
    assert sorted(e.id for e in sink.events) == sorted(f"e{first + n:08}" for first in (0, 100, 200) for n in range(50))
