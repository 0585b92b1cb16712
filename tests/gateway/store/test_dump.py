import sqlite3

import pytest

from gateway.errors import UserError
from gateway.store.dump import NotEmpty, copy_sqlite, dump_postgresql, filled, load_postgresql
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.migrate import newest
from support.events import payloads
from support.readers import OFFICER
from support.stores import sqlite_url


def test_sqlite_while_others_write(tmp_path):
    """The copy is whole and one file, also while a writer holds a transaction open."""
    store = EventStore(sqlite_url(tmp_path))
    store.append(payloads(1, 50), "node-a")
    holder = sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    copy_sqlite(tmp_path / "store.sqlite3", tmp_path / "copy.sqlite3")
    holder.execute("ROLLBACK")
    holder.close()
    copy = EventStore(f"sqlite:///{tmp_path}/copy.sqlite3")
    assert copy.verify().entries == 50
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o777 == 0o600
    copy.close()
    store.close()


@pytest.fixture
def other(cluster):
    """A second, empty database."""
    name = cluster.database()
    yield cluster.url(name)
    cluster.drop(name)


def test_postgresql_there_and_back(pg_url, other, tmp_path):
    """Every table comes over, bytes and quotes and all, and the chain goes on in the new database."""
    store, evidence = EventStore(pg_url), EvidenceStore(pg_url)
    store.append(payloads(1, 50), "node-a")
    evidence.put("e00000001", b"\x00\t\n\\N'\"", [OFFICER.public_key()])
    found = dump_postgresql(pg_url, tmp_path)
    assert found == newest()
    assert set(load_postgresql(other, tmp_path, found, filled, force=False)) >= {"events", "event_payloads", "evidence", "chains"}
    copy = EventStore(other)
    assert [row.id for row in copy.page().rows] == [row.id for row in store.page().rows]
    assert copy.append(payloads(51, 60), "node-a") == 10
    assert copy.verify(anchors=store.heads()).sound
    for one in (store, evidence, copy):
        one.close()


def test_postgresql_is_not_overwritten_by_chance(pg_url, other, tmp_path):
    """A database with something in it is refused; forced, it holds exactly what the backup held; a failure changes nothing."""
    store = EventStore(pg_url)
    store.append(payloads(1, 5), "node-a")
    found = dump_postgresql(pg_url, tmp_path)
    load_postgresql(other, tmp_path, found, filled, force=False)
    copy = EventStore(other)
    copy.append(payloads(6, 9), "node-a")
    with pytest.raises(NotEmpty, match="chains"):
        load_postgresql(other, tmp_path, found, filled, force=False)

    def fail(_):
        raise RuntimeError("not good")

    with pytest.raises(RuntimeError):
        load_postgresql(other, tmp_path, found, fail, force=True)
    assert copy.count() == 9
    load_postgresql(other, tmp_path, found, filled, force=True)
    assert copy.count() == 5
    copy.close()
    store.close()


def test_a_newer_release(pg_url, other, tmp_path):
    """A backup of a revision that this release does not know is refused."""
    dump_postgresql(pg_url, tmp_path)
    with pytest.raises(UserError, match="9999"):
        load_postgresql(other, tmp_path, "9999", filled, force=False)


def test_an_older_release(pg_url, other, tmp_path):
    """A backup of an older revision is filled at that revision and then brought up to date."""
    store = EventStore(pg_url)
    store.append(payloads(1, 3), "node-a")
    dump_postgresql(pg_url, tmp_path)
    assert "events" in load_postgresql(other, tmp_path, "0001", filled, force=False)
    store.close()
