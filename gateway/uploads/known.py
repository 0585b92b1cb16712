"""Files that were scanned when they were uploaded: a later request that refers to one by its id sends nothing that nobody saw.

Kept are digests of the tool and the id, and the day of the last use: not who uploaded, not what. They outlast a restart, because files
lie at providers for months. Each node knows what went through it; a balancer keeps a person on one node (docs/network.md).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from gateway.uploads.box import digest

DAYS = 400
"""Without use after which an id is forgotten: a year's work, and a month."""
MOST = 500_000
"""Ids of a node, some 40 MB. The ones that were not used for longest go first."""
BUSY_SECONDS = 5.0
"""How long one process waits for another's transaction; each takes milliseconds."""


class KnownFiles:
    """The ids of a node, in one SQLite file of its data folder. Methods take microseconds, and are called from the event loop."""

    def __init__(self, path: Path, *, days: int = DAYS, most: int = MOST, clock: Callable[[], float] = time.time) -> None:
        self._days, self._most, self._clock = days, most, clock
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("CREATE TABLE IF NOT EXISTS files (digest BLOB PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID")
        self._connection.execute("CREATE INDEX IF NOT EXISTS files_by_day ON files (day)")

    def digests(self, tool: str, ids: Iterable[str]) -> tuple[bytes, ...]:
        """What is kept of these ids of a tool."""
        return tuple(digest("file", tool, one) for one in ids)

    def add(self, digests: Iterable[bytes]) -> None:
        """Notes that these files were scanned. Raises sqlite3.Error."""
        today = self._today()
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                cursor.executemany("INSERT OR REPLACE INTO files VALUES (?, ?)", [(one, today) for one in digests])
                cursor.execute("DELETE FROM files WHERE day < ?", (today - self._days,))
                over = cursor.execute("SELECT count(*) FROM files").fetchone()[0] - self._most
                if over > 0:
                    cursor.execute("DELETE FROM files WHERE digest IN (SELECT digest FROM files ORDER BY day LIMIT ?)", (over,))
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def all_known(self, tool: str, ids: Iterable[str]) -> bool:
        """Whether each of these files was scanned here. One that is used again is kept for longer. Raises sqlite3.Error."""
        wanted = self.digests(tool, ids)
        today = self._today()
        for one in wanted:
            found = self._connection.execute("SELECT day FROM files WHERE digest = ?", (one,)).fetchone()
            if found is None or found[0] < today - self._days:
                return False
            if found[0] < today:
                self._connection.execute("UPDATE files SET day = ? WHERE digest = ?", (today, one))
        return True

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _today(self) -> int:
        return int(self._clock() // 86_400)
