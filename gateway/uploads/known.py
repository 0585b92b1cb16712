"""Files that were scanned when they were uploaded: a later request that refers to one by its id sends nothing that nobody saw.

Kept are digests of the tool and the id, and the day of the last use: not who uploaded, not what. They outlast a restart, because files
lie at providers for months. This file is the node's own, so that a request asks it in microseconds; what is in it is brought to the
store for other nodes, and what is not is asked for there (:mod:`gateway.parts.known_files`).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gateway.uploads.box import digest

DAYS = 400
"""Without use after which an id is forgotten: a year's work, and a month."""
MOST = 500_000
"""Ids of a node, some 40 MB. The ones that were not used for longest go first."""
BUSY_SECONDS = 5.0
"""How long one process waits for another's transaction; each takes milliseconds."""
PORTION = 500
"""Ids that are brought to the store in one transaction."""

type Row = tuple[bytes, int]
"""A digest, and the day of its last use, in days since 1970."""


class KnownFiles:
    """The ids of a node, in one SQLite file of its data folder. Methods take microseconds, and are called from the event loop."""

    def __init__(self, path: Path, *, days: int = DAYS, most: int = MOST, clock: Callable[[], float] = time.time) -> None:
        self._days, self._most, self._clock = days, most, clock
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        with self._transaction() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS files (digest BLOB PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID")
            connection.execute("CREATE INDEX IF NOT EXISTS files_by_day ON files (day)")
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'waiting'").fetchone() is None:
                connection.execute("CREATE TABLE waiting (digest BLOB PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID")
                connection.execute("INSERT INTO waiting SELECT digest, day FROM files")

    @property
    def since(self) -> int:
        """The first day on which a file that is still known may have been used last."""
        return self._today() - self._days

    def digests(self, tool: str, ids: Iterable[str]) -> tuple[bytes, ...]:
        """What is kept of these ids of a tool."""
        return tuple(digest("file", tool, one) for one in ids)

    def add(self, digests: Iterable[bytes]) -> None:
        """Notes that these files were scanned. Raises sqlite3.Error."""
        rows = [(one, self._today()) for one in digests]
        with self._transaction() as connection:
            for table in ("files", "waiting"):
                connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608  # names of ours
            self._tidy(connection)

    def missing(self, digests: Iterable[bytes]) -> tuple[bytes, ...]:
        """Those that nobody here has scanned. One that is used again is kept for longer. Raises sqlite3.Error."""
        today, since = self._today(), self.since
        missing, used = [], []
        for one in digests:
            found = self._connection.execute("SELECT day FROM files WHERE digest = ?", (one,)).fetchone()
            if found is None or found[0] < since:
                missing.append(one)
            elif found[0] < today:
                used.append(one)
        if used:
            self.add(used)
        return tuple(missing)

    def learn(self, rows: Iterable[Row]) -> None:
        """Notes what another node has scanned. Raises sqlite3.Error."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?)", rows)
            self._tidy(connection)

    def waiting(self) -> Sequence[Row]:
        """Some of what the store does not have yet. Raises sqlite3.Error."""
        return self._connection.execute("SELECT digest, day FROM waiting LIMIT ?", (PORTION,)).fetchall()

    def brought(self, rows: Iterable[Row]) -> None:
        """Notes that these rows stand in the store. Raises sqlite3.Error."""
        with self._transaction() as connection:
            connection.executemany("DELETE FROM waiting WHERE digest = ? AND day = ?", rows)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _tidy(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM files WHERE day < ?", (self.since,))
        over = connection.execute("SELECT count(*) FROM files").fetchone()[0] - self._most
        if over > 0:
            connection.execute("DELETE FROM files WHERE digest IN (SELECT digest FROM files ORDER BY day LIMIT ?)", (over,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _today(self) -> int:
        return int(self._clock() // 86_400)
