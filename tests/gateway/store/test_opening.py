import pytest
from sqlalchemy import text

from gateway.errors import UserError
from gateway.store.engine import make_engine, writing
from gateway.store.opening import existing
from support.events import payloads


def test_opens(url):
    """A store that is there is opened."""
    store = existing(url)
    store.append(payloads(1, 1), "node-a")
    assert store.count() == 1
    store.close()


def test_never_makes_one(tmp_path):
    """Looking makes no file."""
    with pytest.raises(UserError, match=r"celnice run.*data\.dir"):
        existing(f"sqlite:///{tmp_path}/store.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_no_tables(empty_url):
    """A database without tables is said to have none."""
    engine = make_engine(empty_url)
    engine.connect().close()
    engine.dispose()
    with pytest.raises(UserError, match="no tables"):
        existing(empty_url)


def test_another_release(url):
    """Tables of another release are not read."""
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    with pytest.raises(UserError, match="0000"):
        existing(url)


def test_unreachable():
    """A database that does not answer is said so, without its password."""
    with pytest.raises(UserError, match="cannot be reached") as caught:
        existing("postgresql+psycopg://celnice:secret@127.0.0.1:1/celnice")
    assert "secret" not in str(caught.value)
