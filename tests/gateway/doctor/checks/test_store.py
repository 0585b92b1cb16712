"""The event store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import store
from gateway.doctor.checks.store import CHECK
from gateway.store import paths
from gateway.store.migrate import migrate
from gateway.store.node import writer_lock
from gateway.store.spool import Spool
from gateway.store.url import store_url
from support.doctor import around, worst
from support.events import event


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def test_sound(tmp_path: Path, data: Path) -> None:
    """Its tables are of this release, and nothing waits."""
    at = around(tmp_path)
    migrate(store_url(at.settings))
    assert worst(CHECK, at)[0] is State.OK


def test_none_yet_is_not_made(tmp_path: Path, data: Path) -> None:
    """Looking makes no file."""
    assert worst(CHECK, around(tmp_path))[0] is State.WARNING
    assert not list(data.iterdir())


@pytest.mark.parametrize(("revision", "state", "word"), [("0001", State.WARNING, "updates"), ("9999", State.FAULT, "newer")])
def test_tables_of_another_release(tmp_path: Path, data: Path, revision: str, state: State, word: str) -> None:
    """Older ones are brought up to date by a start; newer ones need the newer release."""
    at = around(tmp_path)
    migrate(store_url(at.settings))
    with closing(sqlite3.connect(data / "celnice.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    found, said = worst(CHECK, at)
    assert found is state
    assert word in said


def test_a_damaged_file(tmp_path: Path, data: Path) -> None:
    """Is no store."""
    (data / "celnice.sqlite3").write_bytes(b"not a database" * 100)
    (data / "celnice.sqlite3").chmod(0o600)
    assert worst(CHECK, around(tmp_path))[0] is State.FAULT


def test_a_server_that_is_not_there_and_its_password(tmp_path: Path, data: Path) -> None:
    """The address is not repeated: it holds a password."""
    url = f"postgresql+psycopg://celnice:tajne-heslo@/celnice?host={tmp_path}"
    state, said = worst(CHECK, around(tmp_path, store={"url": url}))
    assert state is State.FAULT
    assert "pg_hba" in said
    assert "tajne-heslo" not in said


def test_events_that_wait(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a node runs a few always do; while none runs nobody brings them in; a damaged row is shown."""
    at = around(tmp_path)
    migrate(store_url(at.settings))
    with closing(Spool(paths.spool(data))) as spool:
        spool.put(event(1))
        spool.put(event(2))
        assert worst(CHECK, at)[0] is State.WARNING
        with writer_lock(data):
            assert worst(CHECK, at)[0] is State.OK
            monkeypatch.setattr(store, "MANY", 1)
            assert worst(CHECK, at)[0] is State.WARNING
        spool.reject([1, 2])
        assert "damaged" in worst(CHECK, at)[1]


def test_a_spool_that_takes_nothing(tmp_path: Path, data: Path) -> None:
    """Every prompt is blocked then, so it is a fault."""
    paths.spool(data).write_bytes(b"no database at all" * 100)
    paths.spool(data).chmod(0o600)
    state, said = worst(CHECK, around(tmp_path))
    assert state is State.FAULT
    assert "every prompt is blocked" in said
