"""From every released schema to this one: a row in each table comes through, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, MetaData, Table, insert, select

from gateway.store.engine import make_engine, reading, writing
from gateway.store.migrate import _config, migrate, newest, upgrade

REVISIONS = tuple(one.revision for one in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions())))
"""Oldest first."""


def value(column: Column[Any]) -> Any:
    """One for each type, the same in every table: so each reference finds what it points to."""
    match column.type:
        case Boolean():
            return True
        case Integer():
            return 1
        case Float():
            return 1.0
        case DateTime():
            return datetime(2026, 11, 22, tzinfo=UTC)
        case Date():
            return date(2026, 11, 22)
        case LargeBinary():
            return b"x"
        case JSON():
            return {"x": 1}
        case _:
            return "{}" if column.name in {"payload", "body", "facts"} else "x"


def tables(url: str) -> dict[str, Table]:
    """All but Alembic's own, in the order of their references."""
    engine = make_engine(url)
    metadata = MetaData()
    with reading(engine) as connection:
        metadata.reflect(connection)
    engine.dispose()
    return {table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_row_comes_through(empty_url: str, revision: str) -> None:
    """Filled at that revision and brought up to date: every row is there, and what stood in it stands in it."""
    engine = make_engine(empty_url)
    with writing(engine) as connection:
        upgrade(connection, revision)
    old = tables(empty_url)
    assert old
    with writing(engine) as connection:
        for table in old.values():
            connection.execute(insert(table), [{column.name: value(column) for column in table.columns if not column.computed}])
    before = rows(empty_url, old)
    assert migrate(empty_url) == newest()
    new = tables(empty_url)
    after = rows(empty_url, new)
    for name, row in before.items():
        kept = {column: after[name][column] for column in row}
        assert kept == row, name
    engine.dispose()


def rows(url: str, found: dict[str, Table]) -> dict[str, dict[str, Any]]:
    """The one row of each table that has one."""
    engine = make_engine(url)
    with reading(engine) as connection:
        lines = {name: connection.execute(select(table)).mappings().all() for name, table in found.items()}
    engine.dispose()
    return {name: dict(line[0]) for name, line in lines.items() if line}
