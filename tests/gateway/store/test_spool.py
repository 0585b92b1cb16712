import contextlib
import dataclasses
import multiprocessing
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from gateway.record.sink import SinkUnavailable, Unwritable
from gateway.store import spool as spool_module
from gateway.store.spool import Spool
from support.events import event, payload


@pytest.fixture
def spool(tmp_path):
    spool = Spool(tmp_path / "spool.sqlite3", busy_seconds=0.2)
    yield spool
    spool.close()


def numbers(spool):
    return [waiting.n for waiting in spool.take(1000)]


def test_first_in_first_out(spool):
    """Events come out in the order they went in, as they went in, and stay until they are done."""
    for number in (3, 1, 2):
        spool.put(event(number))
    assert [waiting.payload for waiting in spool.take(10)] == [payload(3), payload(1), payload(2)]
    assert [waiting.payload for waiting in spool.take(2)] == [payload(3), payload(1)]
    assert spool.depth() == 3
    spool.done([waiting.n for waiting in spool.take(2)])
    assert [waiting.payload for waiting in spool.take(10)] == [payload(2)]
    spool.done(numbers(spool))
    spool.done([])
    assert spool.depth() == 0


def test_several_at_once(spool):
    """Several events take one commit, in order; one that is none spoils it before anything is written."""
    spool.put_all([event(1), event(2)])
    spool.put_all([])
    assert [waiting.payload for waiting in spool.take(10)] == [payload(1), payload(2)]
    with pytest.raises(Unwritable):
        spool.put_all([event(3), event(4, id="")])
    assert spool.depth() == 2


def test_several_at_once_wait_for_their_turn(spool, tmp_path):
    """Another process that writes is waited for, and no longer than the limit; then nothing of the group stands."""
    other = sqlite3.connect(tmp_path / "spool.sqlite3", isolation_level=None)
    spool.put(event(1))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SinkUnavailable, match="BUSY"):
        spool.put_all([event(2), event(3)])
    other.execute("ROLLBACK")
    other.close()
    spool.put_all([event(2), event(3)])
    assert spool.depth() == 3


def test_at_once_or_not_at_all(spool, tmp_path):
    """Who may not wait opens nothing, and is not held up by another process or thread; what was written so is as durable."""
    assert not spool.put_at_once([event(1)]), "the file has yet to be made"
    spool.put(event(1))
    assert spool.put_at_once([event(2), event(3)])
    other = sqlite3.connect(tmp_path / "spool.sqlite3", isolation_level=None)
    assert other.execute("SELECT count(*) FROM waiting").fetchone() == (3,)
    other.execute("BEGIN IMMEDIATE")
    connection = spool._connection
    assert not spool.put_at_once([event(4)])
    other.execute("ROLLBACK")
    other.close()
    assert spool._connection is connection, "it stays open"
    with spool._lock:
        assert not spool.put_at_once([event(4)])
    assert spool.depth() == 3
    assert spool.put_at_once([event(4)])
    for path in tmp_path.iterdir():
        path.unlink()
    assert not spool.put_at_once([event(5)]), "its file is gone"
    spool.put(event(5))
    with pytest.raises(Unwritable):
        spool.put_at_once([event(6, id="")])
    spool.close()
    with pytest.raises(SinkUnavailable, match="closed"):
        spool.put_at_once([event(6)])


def test_no_request_moves_the_log(spool, tmp_path, monkeypatch):
    """The log is moved into the file by who takes events out, and by a put only where nobody does."""
    monkeypatch.setattr(spool_module, "LOG_PAGES", 4)
    monkeypatch.setattr(spool_module, "FULL_LOG_PAGES", 60)
    log, most = tmp_path / "spool.sqlite3-wal", (60 + 8) * (4096 + 24) + 32

    def moved():
        before = log.stat().st_size
        spool.put(event(0))
        return log.stat().st_size <= before  # a log that was moved is written from its beginning

    for number in range(1, 9):
        spool.put(event(number))
    assert not moved()
    spool.done([1])
    assert moved()
    for number in range(100):
        spool.put(event(number))
    assert log.stat().st_size < most


def test_numbers_are_never_used_again(spool):
    """A number names one event for ever: a late done() of a dead writer cannot delete another event."""
    spool.put(event(1))
    first = numbers(spool)
    spool.done(first)
    spool.put(event(2))
    assert numbers(spool)[0] > first[0]
    spool.done(first)
    assert spool.depth() == 1


def test_durable_when_put_returns(spool, tmp_path):
    """Each put is one commit with a full sync: nothing less survives a power cut."""
    spool.put(event(1))
    assert spool._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert spool._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert not spool._connection.in_transaction
    other = Spool(tmp_path / "spool.sqlite3")
    assert other.depth() == 1
    other.close()


def test_owner_only(spool, tmp_path):
    """Nobody else of the machine may read what waits."""
    spool.put(event(1))
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_rejected_are_kept_apart(spool):
    """A row that can never be stored holds nobody up, and is not thrown away."""
    spool.put(event(1))
    spool.put(event(2))
    spool.reject(numbers(spool)[:1])
    assert [waiting.payload for waiting in spool.take(10)] == [payload(2)]
    assert (spool.depth(), spool.rejected()) == (1, 1)


def test_check_looks_at_the_disk(spool, monkeypatch):
    """A disk that is nearly full is said before the first event is lost on it."""
    real = os.statvfs(spool._path.parent)
    free = spool_module.LEAST_FREE_BYTES // real.f_frsize
    for left, fits in ((free - 1, False), (free + 1, True)):
        monkeypatch.setattr(spool_module.os, "statvfs", lambda _path, left=left: SimpleNamespace(f_bavail=left, f_frsize=real.f_frsize))
        with contextlib.nullcontext() if fits else pytest.raises(SinkUnavailable, match="disk full"):
            spool.check()


def test_check_writes_nothing(spool):
    """The readiness question leaves no event."""
    spool.check()
    assert spool.depth() == 0


def test_threads(tmp_path):
    """Threads share one spool."""
    spool = Spool(tmp_path / "spool.sqlite3", busy_seconds=60)  # a disk may be busy for a while, and nobody asks here for how long

    def work(first):
        for number in range(first, first + 20):
            spool.put(event(number))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert spool.depth() == 60
    spool.close()


def _put_many(path, first):
    spool = Spool(path, busy_seconds=60)
    for number in range(first, first + 25):
        spool.put(event(number))
    spool.close()


def test_processes(tmp_path):
    """Processes that open a new spool at the same moment share it."""
    path = tmp_path / "spool.sqlite3"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_put_many, args=(path, first)) for first in (0, 100, 200)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    spool = Spool(path)
    found = [waiting.payload for waiting in spool.take(1000)]
    assert sorted(found) == sorted(payload(first + number) for first in (0, 100, 200) for number in range(25))
    for first in (0, 100, 200):
        own = [data for data in found if data in {payload(first + number) for number in range(25)}]
        assert own == [payload(first + number) for number in range(25)], "each process's events in its order"
    spool.close()


def test_after_fork(spool):
    """A child of a fork opens its own connection."""
    spool.put(event(1))
    child = os.fork()
    if child == 0:
        code = 1
        try:
            spool.put(event(2))
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    spool.put(event(3))
    assert spool.depth() == 3


def test_locked(spool, tmp_path):
    """A lock held beyond the bound is a failure, and the spool works again afterwards."""
    spool.put(event(1))
    other = sqlite3.connect(tmp_path / "spool.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for call in (lambda: spool.put(event(2)), spool.check, lambda: spool.done([1]), lambda: spool.reject([1])):
        with pytest.raises(SinkUnavailable, match=r"^spool: SQLITE_BUSY$"):
            call()
    other.execute("ROLLBACK")
    other.close()
    spool.put(event(3))
    assert spool.depth() == 2


def test_busy_thread(spool):
    """A thread that waits too long for another gives up."""
    with spool._lock, pytest.raises(SinkUnavailable, match=r"^spool: busy$"):
        spool.put(event(1))


def test_closed(spool):
    """A closed spool takes nothing."""
    spool.put(event(1))
    spool.close()
    for call in (lambda: spool.put(event(2)), spool.depth, lambda: spool.take(1), spool.check):
        with pytest.raises(SinkUnavailable, match=r"^spool: closed$"):
            call()


@pytest.mark.parametrize("what", ["a folder", "a file that is no database", "a folder that is a file"])
def test_unusable_place(tmp_path, what):
    """Where no spool can be, put says so each time, and works once the place is mended."""
    path = tmp_path / "data" / "spool.sqlite3"
    if what == "a folder":
        path.mkdir(parents=True)
    elif what == "a folder that is a file":
        path.parent.write_text("x")
    else:
        path.parent.mkdir()
        path.write_bytes(b"x" * 4096)
    spool = Spool(path, busy_seconds=0.1)
    for _ in range(2):
        with pytest.raises(SinkUnavailable, match=r"^spool: "):
            spool.put(event(1))
    if what == "a folder":
        path.rmdir()
    else:
        (path if path.is_file() else path.parent).unlink()
    spool.put(event(1))
    assert spool.depth() == 1
    spool.close()


def test_read_only(spool, tmp_path):
    """A database that refuses writes is a failure (checked through SQLite: root may write everywhere)."""
    spool.put(event(1))
    spool._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(SinkUnavailable, match=r"^spool: SQLITE_READONLY"):
        spool.put(event(2))
    spool.put(event(3))
    assert [waiting.payload for waiting in spool.take(9)] == [payload(1), payload(3)], "it was opened anew"


def test_removed_file(spool, tmp_path):
    """If somebody removes the file while it is open, events go into a new one and not into the void."""
    spool.put(event(1))
    for path in tmp_path.iterdir():
        path.unlink()
    spool.put(event(2))
    other = Spool(tmp_path / "spool.sqlite3")
    assert [waiting.payload for waiting in other.take(9)] == [payload(2)]
    other.close()


@pytest.mark.parametrize("changes", [{"id": "Alena Nováková"}, {"kinds": {"PERSON": 2**60}}])
def test_no_event(spool, changes):
    """What is no event is refused, and the refusal says nothing of it."""
    with pytest.raises(SinkUnavailable, match=r"^spool: not an event") as caught:
        spool.put(dataclasses.replace(event(1), **changes))
    assert "Alena" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_tidy_empties_the_log(spool, tmp_path):
    """After tidying, done events are nowhere in the files."""
    spool.put(event(1))
    digest = event(1).fingerprints[0].digest.encode()
    assert any(digest in path.read_bytes() for path in tmp_path.iterdir())
    spool.done(numbers(spool))
    spool.tidy()
    assert not any(digest in path.read_bytes() for path in tmp_path.iterdir())


def test_needs_no_sqlalchemy():
    """A proxy process that spools does not load SQLAlchemy (20 MB in each)."""
    code = "import sys, gateway.store.spool, gateway.store.holding; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tidy_beside_others(spool, tmp_path):
    """Tidying while somebody reads does nothing and harms nothing."""
    spool.put(event(1))
    other = sqlite3.connect(tmp_path / "spool.sqlite3", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM waiting").fetchall()
    spool.put(event(2))
    spool.tidy()
    assert spool.depth() == 2
    other.close()
