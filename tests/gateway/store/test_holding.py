import threading
from contextlib import suppress

import pytest

from gateway.model import Disclosed
from gateway.record.sink import SinkUnavailable, Unwritable
from gateway.store.holding import HoldingSink
from support.events import event


class Fallible:
    """A real small sink that can be switched off."""

    def __init__(self):
        self.events, self.works, self.taken = [], True, False

    def put(self, event):
        if not self.works:
            raise SinkUnavailable("off")
        if event.tool == "wrong":
            raise Unwritable("not an event")
        self.events.append(event)

    def put_all(self, events):
        if any(one.tool == "wrong" for one in events):
            raise Unwritable("not an event")
        for one in events:
            self.put(one)

    def put_at_once(self, events):
        if self.taken:
            return False
        self.put_all(events)
        return True


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


def test_several_at_once(sink):
    """One write for all; when the disk fails all of them are held, and when one event is at fault the others stand."""
    holding = HoldingSink(sink)
    assert holding.put_all([event(1), event(2)]) == [None, None]
    sink.works = False
    assert [str(one) for one in holding.put_all([event(3), event(4)])] == ["off", "off"]
    assert [str(one) for one in holding.put_all([event(5)])] == ["events wait in memory"]
    assert holding.held == 3
    sink.works = True
    outcomes = holding.put_all([event(6), event(7, tool="wrong"), event(8)])
    assert [str(one) for one in outcomes if one] == ["not an event"]
    assert [one.id for one in sink.events] == [f"e{n:08}" for n in (1, 2, 3, 4, 5, 6, 8)]


def test_several_at_once_that_say_what_left(sink):
    """Those are not held: nothing left, and the caller puts a block."""
    holding = HoldingSink(sink)
    sink.works = False
    assert all(holding.put_all([event(1, disclosed=Disclosed.FULL), event(2)]))
    assert holding.held == 1


def test_what_can_be_written_nowhere(sink):
    """An event that is none is not held: it would stand before all others for ever. One that was held already is dropped and counted."""
    holding = HoldingSink(sink)
    with pytest.raises(Unwritable):
        holding.put(event(1, tool="wrong"))
    assert (holding.held, holding.flush()) == (0, True)
    sink.works = False
    with pytest.raises(SinkUnavailable):
        holding.put(event(2, tool="wrong"))
    sink.works = True
    assert (holding.flush(), holding.held, holding.dropped) == (True, 0, 1)


@pytest.mark.parametrize(
    ("what", "durable"),
    [
        ("works", True),
        ("another process writes", False),
        ("cannot be written", False),  # put_all is called next, and tells why
        ("one is no event", False),
        ("events wait in memory", False),  # they go first
    ],
)
def test_at_once(sink, what, durable):
    """At once all is durable or nothing was done: what has to wait, to be held or to be told is put_all's."""
    holding = HoldingSink(sink)
    sink.works = what not in {"cannot be written", "events wait in memory"}
    sink.taken = what == "another process writes"
    if what == "events wait in memory":
        holding.put_all([event(1, disclosed=Disclosed.NONE)])
        sink.works = True
    held = holding.held
    assert holding.put_at_once([event(2), event(3, tool="wrong" if what == "one is no event" else "openai")]) is durable
    assert (len(sink.events), holding.held) == (2 if durable else 0, held)
