import sqlite3
import stat
import subprocess
import sys

import pytest

from gateway.store import sqlite


def test_touch_makes_but_never_opens(tmp_path):
    """A missing file is made for its owner; one that exists is left alone, not even opened (that would drop SQLite's locks)."""
    path = tmp_path / "a" / "x.sqlite3"
    sqlite.touch(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE t (a)")
    connection.execute("BEGIN EXCLUSIVE")
    sqlite.touch(path)
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
    other = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False)
    assert b"database is locked" in other.stderr
    connection.close()


def test_prepare(tmp_path):
    """A prepared connection is durable, shared, and forgets what was deleted."""
    connection = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    sqlite.prepare(connection, 1.5)
    said = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("busy_timeout", "journal_mode", "synchronous", "secure_delete")
    }
    assert said == {"busy_timeout": 1500, "journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    connection.close()


def test_wal_is_waited_for_within_a_bound(tmp_path, monkeypatch):
    """While another process holds a new file, switching to WAL is tried again, a bounded number of times."""
    monkeypatch.setattr(sqlite, "WAL_ATTEMPTS", 3)
    monkeypatch.setattr(sqlite, "WAL_PAUSE", 0.001)
    holder = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    holder.execute("CREATE TABLE t (a)")
    holder.execute("BEGIN IMMEDIATE")
    other = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        sqlite.prepare(other, 0.01)
    holder.execute("COMMIT")
    sqlite.prepare(other, 0.01)
    holder.close()
    other.close()


def test_other_errors_are_not_waited_for(tmp_path):
    """A damaged file is said at once."""
    (tmp_path / "x.sqlite3").write_bytes(b"no database" * 1000)
    connection = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite.prepare(connection, 0.1)
    connection.close()
