import threading
import time

import pytest

from gateway.record.sink import SinkUnavailable
from gateway.store import writer as module
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.spool import Spool
from gateway.store.writer import FIRST_WAIT, LONGEST_WAIT, Hooks, Writer, delay
from support.events import event, payload
from support.stores import sqlite_url


class Fallible:
    """A store that fails as many times as told; ``after`` a commit, or before it."""

    def __init__(self, store, failures=0, after=False):
        self.store, self.failures, self.after = store, failures, after

    def append(self, batch, writer):
        if self.failures and not self.after:
            self.failures -= 1
            raise StoreUnavailable("down")
        count = self.store.append(batch, writer)
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable("cut after the commit")
        return count


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(module, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.001)


@pytest.fixture
def spool(tmp_path):
    spool = Spool(tmp_path / "spool.sqlite3", busy_seconds=60)  # the test looks while the writer works
    yield spool
    spool.close()


@pytest.fixture
def store(tmp_path):
    store = EventStore(sqlite_url(tmp_path))
    yield store
    store.close()


def fill(spool, last, first=1):
    for number in range(first, last + 1):
        spool.put(event(number))


def stored(store):
    return [row.id for row in store.page(limit=1000).rows]


def stopped():
    stop = threading.Event()
    stop.set()
    return stop


def test_moves_in_batches_and_order(spool, store):
    """One step moves one batch; the spool forgets it only afterwards."""
    fill(spool, 7)
    writer = Writer(spool, store, "node-a", batch=3)
    assert [writer.step() for _ in range(4)] == [3, 3, 1, 0]
    assert stored(store) == [f"e{n:08}" for n in range(1, 8)]
    assert spool.depth() == 0
    assert store.heads()[0].writer == "node-a"


@pytest.mark.parametrize("after", [False, True])
def test_store_down(spool, store, after):
    """A store that fails before or after its commit loses, doubles and disorders nothing."""
    fill(spool, 7)
    failed, counts = [], []
    hooks = Hooks(stored=counts.append, failed=failed.append)
    stop = threading.Event()
    writer = Writer(spool, Fallible(store, 4, after), "node-a", hooks, batch=3)
    thread = threading.Thread(target=writer.run, args=(stop,))
    thread.start()
    deadline = time.monotonic() + 60
    while spool.depth() and time.monotonic() < deadline:
        time.sleep(0.001)
    stop.set()
    thread.join(60)
    assert stored(store) == [f"e{n:08}" for n in range(1, 8)]
    assert len(failed) == 4
    assert sum(counts) <= 7, "counted once at most: a batch whose answer was cut off is not counted again"
    assert store.verify().sound


def test_stop_drains(spool, store):
    """Told to stop, the writer first moves what waits."""
    fill(spool, 10)
    Writer(spool, store, "node-a", batch=3).run(stopped())
    assert spool.depth() == 0
    assert len(stored(store)) == 10


def test_stop_while_the_store_is_down(spool, store):
    """Told to stop while the store is down, it ends at once, and everything waits in the spool."""
    fill(spool, 4)
    Writer(spool, Fallible(store, 10**6), "node-a").run(stopped())
    assert spool.depth() == 4


def test_spool_that_cannot_be_read(spool, store):
    """A spool that fails is waited for as well."""
    fill(spool, 3)
    failed = []

    class Flaky(Spool):
        failures = 2

        def take(self, limit):
            if self.failures:
                self.failures -= 1
                raise SinkUnavailable("spool: SQLITE_IOERR")
            stop.set()
            return super().take(limit)

    stop = threading.Event()
    flaky = Flaky(spool._path)
    Writer(flaky, store, "node-a", Hooks(failed=failed.append)).run(stop)
    flaky.close()
    assert failed == ["spool: SQLITE_IOERR"] * 2
    assert len(stored(store)) == 3


def test_damaged_rows_hold_nobody_up(spool, store):
    """A row that is no event is set aside and counted; the others go on."""
    fill(spool, 2)
    spool._connection.execute("INSERT INTO waiting (payload) VALUES (?)", (payload(3)[:-5],))
    spool._connection.execute("INSERT INTO waiting (payload) VALUES ('text')")
    fill(spool, 5, first=4)
    rejected = []
    Writer(spool, store, "node-a", Hooks(rejected=rejected.append)).run(stopped())
    assert stored(store) == ["e00000001", "e00000002", "e00000004", "e00000005"]
    assert (rejected, spool.rejected(), spool.depth()) == ([2], 2, 0)


def test_counts_and_tidies(spool, store, monkeypatch):
    """Now and then the waiting are counted, and the spool's log is emptied."""
    monkeypatch.setattr(module, "COUNT_SECONDS", 0.0)
    monkeypatch.setattr(module, "TIDY_SECONDS", 0.0)
    fill(spool, 4)
    waiting = []
    Writer(spool, store, "node-a", Hooks(waiting=waiting.append), batch=2).run(stopped())
    assert waiting == [2, 0, 0]
    assert spool._path.with_name("spool.sqlite3-wal").stat().st_size == 0


def test_chain_goes_on_after_a_restart(spool, store):
    """A new writer of the same name continues the chain."""
    for last in (2, 4):
        fill(spool, last, first=last - 1)
        Writer(spool, store, "node-a").run(stopped())
    assert [row.seq for row in store.page().rows] == [1, 2, 3, 4]


def test_delays(monkeypatch):
    """Waits double, never pass the longest, and differ between nodes."""
    monkeypatch.undo()
    for failures, longest in ((1, FIRST_WAIT), (2, FIRST_WAIT * 2), (5, FIRST_WAIT * 16), (9, LONGEST_WAIT), (10**6, LONGEST_WAIT)):
        waits = [delay(failures) for _ in range(50)]
        assert longest / 2 <= min(waits) < max(waits) <= longest


def test_what_waits_is_counted_while_the_store_is_away(spool, store, monkeypatch):
    """The number rises when it matters: an alert rests on it."""
    monkeypatch.setattr(module, "COUNT_SECONDS", 0.0)
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.001)
    fill(spool, 3)
    stop, seen = threading.Event(), []

    def waiting(number):
        seen.append(number)
        if len(seen) == 2:
            fill(spool, 5, first=4)
        if number == 5:
            stop.set()

    Writer(spool, Fallible(store, failures=1_000_000), "node-a", Hooks(waiting=waiting)).run(stop)
    assert seen[0] == 3
    assert seen[-1] == 5
