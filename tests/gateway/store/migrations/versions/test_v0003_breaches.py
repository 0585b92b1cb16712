"""Breach cases."""

import importlib

import pytest
from sqlalchemy import inspect

from gateway.store.engine import make_engine, reading


def test_tables(url):
    """The third revision adds cases, attempts and cursors."""
    engine = make_engine(url)
    with reading(engine) as connection:
        assert {"breach_steps", "breach_attempts", "cursors"} <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_is_not_downgraded():
    """Going back would drop the record: refused."""
    revision = importlib.import_module("gateway.store.migrations.versions.v0003_breaches")
    with pytest.raises(NotImplementedError, match="backup"):
        revision.downgrade()
