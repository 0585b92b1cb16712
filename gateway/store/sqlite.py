"""How every SQLite file of ours is opened: durable, shared by processes, and truly forgetting what was deleted.

Needs the standard library only: proxies use the spool, and do not load SQLAlchemy for it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

WAL_ATTEMPTS = 50
"""Switching to WAL ignores the busy timeout when several processes open a new file at once; the switch itself takes microseconds."""

WAL_PAUSE = 0.02  # seconds


_making = threading.Lock()


def touch(path: Path) -> None:
    """Makes the file, if there is none, and its folder, readable by the owner only; SQLite gives -wal and -shm the same mode.

    A file that exists is never opened here: closing any descriptor of it would drop the locks that SQLite holds in this process
    (sqlite.org/howtocorrupt.html, 2.2). Hence O_EXCL, and one thread at a time.
    """
    with _making:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def prepare(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Sets one connection up. Raises sqlite3.Error.

    ``synchronous=FULL``: a commit is on the disk when it returns (in WAL, NORMAL may lose the last ones at power loss).
    ``secure_delete``: freed pages are overwritten with zeros, so that erased payloads are not left in the file.
    """
    connection.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")
    _wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")


def code_of(error: Exception) -> str:
    """``SQLITE_FULL`` and the like, or the error's class. Never its message: it may quote a value."""
    return getattr(error, "sqlite_errorname", None) or type(error).__name__


def _wal(connection: sqlite3.Connection) -> None:
    for attempt in range(WAL_ATTEMPTS):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                return
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or attempt == WAL_ATTEMPTS - 1:
                raise
            time.sleep(WAL_PAUSE)
