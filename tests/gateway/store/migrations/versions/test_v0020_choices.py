"""Choices and reports."""

import importlib

import pytest
from sqlalchemy import inspect

from gateway.store.engine import make_engine, reading


def test_tables(url):
    """The revision adds choices for one text and reports of false alarms."""
    engine = make_engine(url)
    with reading(engine) as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    assert {"clearances", "false_alarms"} <= names


def test_is_not_downgraded():
    """Going back would drop the record: refused."""
    revision = importlib.import_module("gateway.store.migrations.versions.v0020_choices")
    with pytest.raises(NotImplementedError, match="backup"):
        revision.downgrade()
