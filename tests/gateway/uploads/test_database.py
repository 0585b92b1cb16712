"""The index that a node's proxy processes share."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gateway.uploads.database import Database


def test_processes_share_it(tmp_path: Path) -> None:
    """What one connection wrote, another sees; only the owner of the node may look."""
    one, two = Database(tmp_path / "uploads"), Database(tmp_path / "uploads")
    with one.transaction() as connection:
        connection.execute("INSERT INTO uploads VALUES (?, ?, 1, NULL, 0)", (b"d", b"p"))
    with two.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM uploads").fetchone() == (1,)
    assert (tmp_path / "uploads").stat().st_mode & 0o777 == 0o700
    one.close()
    two.close()


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    """A transaction that raises is undone, and the next one works."""
    database = Database(tmp_path)

    def broken() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO uploads VALUES (?, ?, 1, NULL, 0)", (b"d", b"p"))
            raise sqlite3.IntegrityError

    with pytest.raises(sqlite3.IntegrityError):
        broken()
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM uploads").fetchone() == (0,)
    database.close()
