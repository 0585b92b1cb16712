"""The index of held uploads and tickets: one SQLite file that all proxy processes of a node share.

It lives as long as the node runs. Processes share one port, so the next piece of an upload may come to another process than the last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 5.0
"""How long a process waits for another's transaction; each takes milliseconds."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS uploads (
  digest BLOB PRIMARY KEY, person BLOB NOT NULL, size INTEGER NOT NULL, total INTEGER, touched REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (
  number INTEGER PRIMARY KEY AUTOINCREMENT, upload BLOB NOT NULL REFERENCES uploads ON DELETE CASCADE,
  name BLOB NOT NULL, size INTEGER NOT NULL, file TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS parts_of ON parts (upload, number);
CREATE TABLE IF NOT EXISTS tickets (
  digest BLOB PRIMARY KEY, place BLOB NOT NULL, person BLOB NOT NULL, content TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS said (digest BLOB PRIMARY KEY, person BLOB NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tickets_at ON tickets (place, until);
"""


class Database:
    """One connection of one process, used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._connection = sqlite3.connect(folder / "index.sqlite", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        with self.transaction() as connection:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.execute("PRAGMA synchronous=OFF")  # nothing of it outlives the node

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other process writes beside. Raises sqlite3.Error."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()
