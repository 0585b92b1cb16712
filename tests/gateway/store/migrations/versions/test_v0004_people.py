"""People."""

import importlib

import pytest
from sqlalchemy import inspect

from gateway.store.engine import make_engine, reading


def test_tables(url):
    """The fourth revision adds users, keys, facts, sealed names and the count of changes."""
    engine = make_engine(url)
    with reading(engine) as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    assert {"people_users", "people_keys", "people_facts", "people_names", "people_marks"} <= names


def test_is_not_downgraded():
    """Going back would drop the record: refused."""
    revision = importlib.import_module("gateway.store.migrations.versions.v0004_people")
    with pytest.raises(NotImplementedError, match="backup"):
        revision.downgrade()
