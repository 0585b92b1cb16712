import multiprocessing

import pytest
from sqlalchemy import text

from gateway.errors import UserError
from gateway.store.engine import make_engine, writing
from gateway.store.events import EventStore
from gateway.store.migrate import migrate, newest, revision
from support.events import payloads


def test_makes_the_tables_once(empty_url):
    """The first start makes the tables, the next ones find them."""
    assert revision(empty_url) is None
    assert migrate(empty_url) == newest() == revision(empty_url)
    store = EventStore(empty_url)
    store.append(payloads(1, 2), "node-a")
    assert migrate(empty_url) == newest()
    assert store.count() == 2
    store.close()


def test_several_nodes_start_at_once(empty_url):
    """Processes that start at the same moment on an empty database all find it ready."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        assert set(pool.map(migrate, [empty_url] * 6, chunksize=1)) == {newest()}
    store = EventStore(empty_url)
    assert store.append(payloads(1, 1), "node-a") == 1
    store.close()


def test_a_newer_store_is_refused(url):
    """A store of a release that this one does not know is left alone, and the error says what to do."""
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UserError, match=r"9999.*newer release"):
        migrate(url)
    assert revision(url) == "9999"


def test_a_failed_revision_leaves_nothing(empty_url, monkeypatch):
    """A revision that fails half-way is undone whole, on both databases."""
    from alembic import op

    def fail(*_, **__):
        raise RuntimeError("disk")

    monkeypatch.setattr(op, "create_index", fail)
    with pytest.raises(RuntimeError):
        migrate(empty_url)
    monkeypatch.undo()
    assert revision(empty_url) is None
    assert migrate(empty_url) == newest()
