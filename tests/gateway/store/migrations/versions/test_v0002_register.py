"""The register's history."""

import importlib

import pytest
from sqlalchemy import inspect

from gateway.store.engine import make_engine, reading


def test_tables(url):
    """The second revision adds the register's steps."""
    engine = make_engine(url)
    with reading(engine) as connection:
        assert {column["name"] for column in inspect(connection).get_columns("register_steps")} == {
            "tool",
            "number",
            "at_us",
            "action",
            "step",
        }
    engine.dispose()


def test_is_not_downgraded():
    """Going back would drop the record: refused."""
    revision = importlib.import_module("gateway.store.migrations.versions.v0002_register")
    with pytest.raises(NotImplementedError, match="backup"):
        revision.downgrade()
