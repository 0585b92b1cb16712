import os
import stat

import pytest
from sqlalchemy import text

from gateway.store import engine as module
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import StoreUnavailable


@pytest.fixture
def engine(url):
    engine = make_engine(url)
    yield engine
    engine.dispose()


def test_reading_sees_one_snapshot(engine):
    """What is committed meanwhile is not seen by a reader that has begun."""
    count = text("SELECT count(*) FROM chains")
    with reading(engine) as connection:
        assert connection.execute(count).scalar() == 0
        with writing(engine) as other:
            other.execute(text("INSERT INTO chains (writer, seq, hash, position) VALUES ('a', 1, '', 1)"))
        assert connection.execute(count).scalar() == 0
    with reading(engine) as connection:
        assert connection.execute(count).scalar() == 1


def test_reading_cannot_write(pg_url):
    """A reader's transaction is read-only where the database knows such a thing (SQLite does not)."""
    engine = make_engine(pg_url)
    with pytest.raises(StoreUnavailable, match="25006"), reading(engine) as connection:
        connection.execute(text("DELETE FROM chains"))
    engine.dispose()


def test_writers_wait_for_each_other(url, monkeypatch):
    """A second writer waits, and gives up after the bound: nothing hangs for ever."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 1)
    one, two = make_engine(url), make_engine(url)
    with writing(one) as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(StoreUnavailable, match=r"SQLITE_BUSY|55P03"), writing(two):
            raise AssertionError
    with writing(two):
        pass
    one.dispose()
    two.dispose()


def test_failed_writing_is_undone(engine):
    """An error inside undoes everything."""

    def fail():
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO chains (writer, seq, hash, position) VALUES ('a', 1, '', 1)"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM chains")).scalar() == 0


def test_sqlite_is_durable_and_strict(tmp_path):
    """A commit is on the disk, deleted rows are overwritten, foreign keys hold, the file is its owner's."""
    old = os.umask(0)
    try:
        engine = make_engine(f"sqlite:///{tmp_path}/new/store.sqlite3")
        with reading(engine) as connection:
            said = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
            }
        engine.dispose()
    finally:
        os.umask(old)
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert stat.S_IMODE((tmp_path / "new" / "store.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_bounds_on_postgresql(pg_url):
    """Neither a lock nor a statement may take for ever."""
    engine = make_engine(pg_url)
    with reading(engine) as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "10s"
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "1min"
    engine.dispose()


def test_url_with_a_password_is_not_shown():
    """An engine in a log does not show the password."""
    engine = make_engine("postgresql+psycopg://celnice:secret@db.example/celnice")
    assert "secret" not in repr(engine)
    engine.dispose()


def test_stores_share_their_connections(pg_url):
    """All stores of a process have one pool; it is closed with the last of them, and one that was closed twice counts once."""
    first, second = make_engine(pg_url), make_engine(pg_url)
    assert first.pool is second.pool
    first.dispose()
    first.dispose()
    with second.connect():
        assert second.pool.checkedout() == 1
    pool = second.pool
    second.dispose()
    assert pool.checkedin() == 0
    third = make_engine(pg_url)
    assert third.pool is not pool
    third.dispose()
