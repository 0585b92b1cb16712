"""What must survive: kill -9, a full disk, a locked or restarted database. Nothing lost, nothing doubled, in order."""

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.event import listens_for

from gateway.store import engine as engine_module
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.spool import Spool
from gateway.store.writer import Hooks, Writer
from support.asking import until
from support.events import event, payload
from support.stores import sqlite_url

TESTS = Path(__file__).parents[2]
KILLS = 100


def start(module, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    command = [sys.executable, "-m", f"support.{module}", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)


def stored(store):
    rows, cursor, more = [], None, True
    while more:
        page = store.page(cursor, 1000)
        rows += [row.id for row in page.rows]
        cursor, more = page.next, page.more
    return rows


def drained(spool, store, hooks=None):
    stop = threading.Event()
    stop.set()
    Writer(spool, store, "node-a", hooks, batch=50).run(stop)
    assert spool.depth() == 0


def kill_after(process, lines, delay):
    """Reads that many lines, waits a little so that the kill falls anywhere in the next put, and kills; returns all lines."""
    said = [process.stdout.readline() for _ in range(lines)]
    threading.Event().wait(delay)
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return [line for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kill_9(url, tmp_path):
    """Putting processes and writers are killed at random; every event whose put returned is in the store, once, in its order."""
    dice = random.Random(7)
    path = tmp_path / "spool.sqlite3"
    promised, kills, turns = [], 0, itertools.count()
    while kills < KILLS:
        turn = next(turns)
        putters = [start("spool_child", path, 1_000_000 * side + turn * 10_000) for side in (1, 2)]
        writer = start("writer_child", path, url)
        kills += len(kill_after(writer, 1, dice.random() * 0.3)) > 0
        for putter in putters:
            promised.append([int(line) for line in kill_after(putter, dice.randrange(1, 60), dice.random() * 0.01)])
            kills += 1

    spool, store = Spool(path), EventStore(url)
    drained(spool, store)
    found = stored(store)
    assert len(found) == len(set(found)), "nothing twice"
    place = {identity: index for index, identity in enumerate(found)}
    for numbers in promised:
        places = [place[f"e{number:08}"] for number in numbers]  # KeyError: an event was lost
        assert places == sorted(places), "in order"
    written = sum(map(len, promised))
    assert written <= len(found) <= written + len(promised), "at most the one put that each kill cut off is there beyond the promised"
    assert store.verify().sound
    spool.close()
    store.close()


def _tmpfs(folder):
    """A command prefix that gives the command a small disk of its own, gone with it; None where this is not allowed."""
    if shutil.which("unshare") is None:
        return None
    prefix = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=800k none "$0" && exec "$@"', str(folder)]
    return prefix if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0 else None


@pytest.mark.parametrize("way", ["tmpfs", "limit"])
def test_full_disk(tmp_path, way):
    """On a full disk put fails clearly, what it promised before stays, and it works again once there is room."""
    prefix = _tmpfs(tmp_path) if way == "tmpfs" else []
    if prefix is None:
        pytest.skip("a private mount is not allowed here (the file-size limit is tested instead)")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    command = [*prefix, sys.executable, "-m", "support.full_disk", str(tmp_path), way]
    said = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    assert len(said["kept"]) > 30
    assert len(said["errors"]) == 3
    assert all(error.startswith("spool: SQLITE_") for error in said["errors"])
    assert said["found"] == [*said["kept"], "e00009999"]


def test_full_store(tmp_path):
    """A store whose disk is full takes nothing half; the events wait in the spool, and go once there is room."""
    url = sqlite_url(tmp_path)
    store, spool = EventStore(url), Spool(tmp_path / "spool.sqlite3")
    pages = []

    @listens_for(store._engine, "connect")
    def limit(connection, _):
        if pages:
            connection.execute(f"PRAGMA max_page_count={pages[0]}")

    store.append([payload(1)], "node-a")
    store._engine.dispose()
    with contextlib.closing(sqlite3.connect(tmp_path / "store.sqlite3")) as connection:
        pages.append(connection.execute("PRAGMA page_count").fetchone()[0] + 2)
    for number in range(2, 102):
        spool.put(event(number))
    with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
        Writer(spool, store, "node-a").step()
    assert (spool.depth(), stored(store)) == (100, ["e00000001"])
    assert store.verify().sound
    pages.clear()
    store._engine.dispose()
    drained(spool, store)
    assert stored(store) == [f"e{number:08}" for number in range(1, 102)]
    assert store.verify().sound
    spool.close()
    store.close()


def test_locked_store(tmp_path, monkeypatch):
    """A store that somebody holds locked is waited for; the events wait in the spool."""
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.05)
    store, spool = EventStore(sqlite_url(tmp_path)), Spool(tmp_path / "spool.sqlite3")
    spool.put(event(1))
    holder = sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="SQLITE_BUSY"):
        Writer(spool, store, "node-a").step()
    assert spool.depth() == 1
    holder.execute("ROLLBACK")
    holder.close()
    drained(spool, store)
    assert stored(store) == ["e00000001"]
    spool.close()
    store.close()


def test_absent_store(tmp_path):
    """A database that does not answer is StoreUnavailable, and the events wait."""
    store, spool = EventStore("postgresql+psycopg://celnice@127.0.0.1:1/celnice"), Spool(tmp_path / "spool.sqlite3")
    spool.put(event(1))
    with pytest.raises(StoreUnavailable, match=r"^OperationalError "):
        Writer(spool, store, "node-a").step()
    assert spool.depth() == 1
    spool.close()
    store.close()


@pytest.mark.slow
def test_postgresql_restarts(cluster, pg_url, tmp_path):
    """PostgreSQL is killed and started again in the middle of appending, several times: exactly once, in order."""
    total, stop, failures = 3_000, threading.Event(), []
    store, spool = EventStore(pg_url), Spool(tmp_path / "spool.sqlite3", busy_seconds=30)
    writer = Writer(spool, store, "node-a", Hooks(failed=failures.append), batch=5)
    thread = threading.Thread(target=writer.run, args=(stop,))
    thread.start()
    for number in range(1, total + 1):
        gone = number in range(total // 4, total, total // 4)
        if gone:
            before = len(failures)
            cluster.stop()
        spool.put(event(number))
        if gone:  # now there is something to write, and nobody takes it
            until(lambda: len(failures) > before, "the writer notices that PostgreSQL is gone")  # noqa: B023  called here
            cluster.start()
    stop.set()
    thread.join(60)
    assert not thread.is_alive()
    drained(spool, store)
    assert stored(store) == [f"e{number:08}" for number in range(1, total + 1)]
    assert store.verify().sound
    spool.close()
    store.close()
