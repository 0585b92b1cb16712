"""The durable queue of a node: proxies put events in, the writer takes them out. One SQLite file, many processes and threads."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gateway.record.canonical import canonical
from gateway.record.event import Event
from gateway.record.guard import guarded
from gateway.record.sink import SinkUnavailable, Unwritable
from gateway.store import sqlite

BUSY_SECONDS = 2.0
"""How long a request waits for another process's commit (well under a millisecond each) before its event counts as not durable."""

LEAST_FREE_BYTES = 4 * 1024 * 1024
"""Some thousand events: a balancer sends people elsewhere before the first of them cannot be kept."""

RETRY_SECONDS = 0.0002  # while another process commits; its commit takes about as long

LOG_PAGES = 1_000
"""Pages of the write-ahead log (4 MB) after which the writer, whom nobody waits for, moves them into the file (SQLite's own default)."""

FULL_LOG_PAGES = 16_000
"""Pages (64 MB) after which a put does it, and its request waits: only where no writer runs."""

_TABLES = """
CREATE TABLE IF NOT EXISTS waiting (n INTEGER PRIMARY KEY AUTOINCREMENT, payload BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS rejected (n INTEGER PRIMARY KEY, payload BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A canonical payload and its number in the queue."""

    n: int
    payload: bytes = field(repr=False)


class _Taken(Exception):  # no error: somebody else is writing
    """Not now, and nothing was done."""


class Spool:
    """A :class:`~gateway.record.sink.Sink`. Every method raises SinkUnavailable, with a code and nothing of the event.

    The file is opened at first use and again after an error, a fork, or when somebody removed it: a full disk that was freed heals
    by itself, and no event goes into a file that nobody can find.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, ...] = ()
        self._closed = False
        self._patient = True

    def put(self, event: Event) -> None:
        """Returns when the event is on the disk. Fields that could hold user text are withheld (:mod:`gateway.record.guard`)."""
        payload = _payload(event)
        with self._open(patient=False) as connection:
            _at_once(connection, "INSERT INTO waiting (payload) VALUES (?)", (payload,), self._busy_seconds)

    def put_all(self, events: Sequence[Event]) -> None:
        """The same for several events that wait together: one write to the disk for all of them, or for none."""
        payloads = [(_payload(event),) for event in events]
        with self._open(patient=False) as connection:
            _put(connection, payloads, self._busy_seconds)

    def put_at_once(self, events: Sequence[Event]) -> bool:
        """The same without waiting for anybody: False when another thread or process is writing, or the file has yet to be opened.

        Then nothing is written. True: all of them are on the disk, which took as long as the disk takes.
        """
        payloads = [(_payload(event),) for event in events]
        try:
            with self._open(patient=False, now=True) as connection:
                _put(connection, payloads, 0.0)
        except _Taken:
            return False
        return True

    def take(self, limit: int) -> list[Waiting]:
        """The oldest events, in order. They stay until :meth:`done`."""
        with self._open() as connection:
            return [Waiting(*row) for row in connection.execute("SELECT n, payload FROM waiting ORDER BY n LIMIT ?", (limit,))]

    def done(self, numbers: Sequence[int]) -> None:
        """Removes events that the store has.

        Not synced: what a power cut brings back is given to the store again, which takes each event once. So nobody's put waits for
        the disk behind this. A long log is moved into the file here, too, beside those who put.
        """
        with self._open() as connection:
            connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
            connection.execute("PRAGMA synchronous=NORMAL")
            try:
                _in_one(connection, "DELETE FROM waiting WHERE n = ?", numbers)
            finally:
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute(f"PRAGMA wal_autocheckpoint={FULL_LOG_PAGES}")

    def reject(self, numbers: Sequence[int]) -> None:
        """Sets aside what can never be stored (a damaged row), so that it holds nobody up; it is kept and counted."""
        with self._open() as connection:
            _in_one(
                connection,
                "INSERT OR IGNORE INTO rejected SELECT n, payload FROM waiting WHERE n = ?",
                numbers,
                "DELETE FROM waiting WHERE n = ?",
            )

    def depth(self) -> int:
        """How many events wait."""
        return self._count("waiting")

    def rejected(self) -> int:
        """How many were set aside."""
        return self._count("rejected")

    def check(self) -> None:
        """Raises SinkUnavailable when an event could not be written now, or soon; for readiness.

        Free space is asked for: what is rolled back never reaches the disk, and a log that was larger once takes some more events.
        """
        try:
            disk = os.statvfs(self._path.parent)
        except OSError:
            raise SinkUnavailable("spool: no folder") from None
        if disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES:
            raise SinkUnavailable("spool: disk full")
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO waiting (payload) VALUES (x'')")
            connection.execute("ROLLBACK")

    def tidy(self) -> None:
        """Empties the write-ahead log, in which copies of stored events remain. Quietly does nothing while others write."""
        with self._open() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Closes for good: every later call raises."""
        with self._lock:
            self._closed = True
            self._drop()

    def _count(self, table: str) -> int:
        with self._open() as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - one of two names above

    @contextmanager
    def _open(self, *, patient: bool = True, now: bool = False) -> Iterator[sqlite3.Connection]:
        """``patient``: SQLite itself waits for others. ``now``: nobody is waited for, and nothing opened."""
        if not self._lock.acquire(timeout=0.0 if now else self._busy_seconds):
            raise _Taken if now else SinkUnavailable("spool: busy")
        try:
            if self._closed:
                raise SinkUnavailable("spool: closed")
            try:
                if now and not self._is_open():
                    raise _Taken
                connection = self._connected()
                if patient is not self._patient:
                    connection.execute(f"PRAGMA busy_timeout={int(self._busy_seconds * 1000) if patient else 0}")
                    self._patient = patient
                yield connection
            except (sqlite3.Error, OSError) as error:
                self._drop()
                raise SinkUnavailable(f"spool: {sqlite.code_of(error)}") from None
        finally:
            self._lock.release()

    def _is_open(self) -> bool:
        return self._connection is not None and self._identity == self._now()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None and self._is_open():
            return self._connection
        self._drop()
        sqlite.touch(self._path)
        connection = sqlite3.connect(self._path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False)
        try:
            sqlite.prepare(connection, self._busy_seconds)
            connection.executescript(_TABLES)
            connection.execute(f"PRAGMA wal_autocheckpoint={FULL_LOG_PAGES}")
            self._identity, self._patient = self._now(), True
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _now(self) -> tuple[int, ...]:
        """This process and the file that the path names now."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        return os.getpid(), status.st_dev, status.st_ino

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and self._identity[:1] == (os.getpid(),):  # a connection of the parent must not be closed by a child
            with suppress(sqlite3.Error):
                connection.close()


def _payload(event: Event) -> bytes:
    try:
        return canonical(guarded(event.payload()))
    except ValueError as wrong:  # its message names the rule, never the value
        raise Unwritable(f"spool: not an event: {wrong}") from None


def _put(connection: sqlite3.Connection, payloads: Sequence[tuple[bytes]], busy_seconds: float) -> None:
    _at_once(connection, "BEGIN IMMEDIATE", (), busy_seconds)
    try:
        connection.executemany("INSERT INTO waiting (payload) VALUES (?)", payloads)
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _at_once(connection: sqlite3.Connection, statement: str, values: tuple[bytes, ...], busy_seconds: float) -> None:
    """Runs a statement as soon as the file is free. SQLite's own waiting doubles to 25 ms, and a person waits for this.

    Where nobody is to be waited for (0 seconds) :class:`_Taken` is raised.
    """
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or (busy_seconds and time.monotonic() > deadline):
                raise
            if not busy_seconds:
                raise _Taken from None
            time.sleep(RETRY_SECONDS)
        else:
            return


def _in_one(connection: sqlite3.Connection, first: str, numbers: Sequence[int], second: str | None = None) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in filter(None, (first, second)):
            connection.executemany(statement, [(n,) for n in numbers])
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
