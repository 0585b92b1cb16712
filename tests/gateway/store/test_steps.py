"""Histories in the store."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from gateway.store import steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import StoreUnavailable
from gateway.store.models import Base

TABLE = Base.metadata.tables["register_steps"]


def one(tool, number):
    return {"tool": tool, "number": number, "at": f"2026-11-22T10:00:0{number}+00:00", "action": "draft", "why": "č"}


def test_added_and_read(url):
    """By key and number, whole; the mark changes with each step; a number is given once."""
    engine = make_engine(url)
    with writing(engine) as connection:
        before = steps.mark(connection, TABLE)
        steps.add(connection, TABLE, [one("b", 1), one("a", 2), one("a", 1)])
        steps.add(connection, TABLE, [])
    with reading(engine) as connection:
        assert steps.read(connection, TABLE) == [one("a", 1), one("a", 2), one("b", 1)]
        assert steps.read(connection, TABLE, "b") == [one("b", 1)]
        assert steps.mark(connection, TABLE) != before
    with pytest.raises((StoreUnavailable, IntegrityError)), writing(engine) as connection:
        steps.add(connection, TABLE, [one("b", 1)])
    engine.dispose()
