"""The store as files and back: SQLite by its online backup, PostgreSQL table by table with COPY, each from one consistent view."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, MetaData, inspect, text

from gateway.store import sqlite
from gateway.store.engine import make_engine, reading, writing
from gateway.store.migrate import revision_of, upgrade

TABLES = "tables.json"
_BLOCK = 1 << 20
_VERSION_TABLE = "alembic_version"

type Check[T] = Callable[[Connection], T]


class NotEmpty(Exception):
    """The database has tables with something in them. Names them."""


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy of a SQLite file that others go on writing to. Raises sqlite3.Error, OSError."""
    sqlite.touch(target)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def dump_postgresql(url: str, folder: Path) -> str:
    """Writes every table into the folder; returns the revision. Raises StoreUnavailable, OSError."""
    engine = make_engine(url)
    try:
        with reading(engine) as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            found = revision_of(connection)
            tables: dict[str, list[str]] = {}
            for name in _tables(connection):
                tables[name] = [column["name"] for column in inspect(connection).get_columns(name)]
                query = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(name), _names(tables[name]))
                with _driver(connection).cursor() as cursor, cursor.copy(query) as copy, (folder / f"{name}.copy").open("wb") as file:
                    for data in copy:
                        file.write(data)
    finally:
        engine.dispose()
    (folder / TABLES).write_text(json.dumps(tables), encoding="utf-8")
    return found or ""


def load_postgresql[T](url: str, folder: Path, revision: str, check: Check[T], *, force: bool) -> T:
    """Fills a database from :func:`dump_postgresql`, brings it up to date and returns what ``check`` says, all in one transaction.

    Raises NotEmpty without ``force``, StoreUnavailable, UserError for a revision of a newer release; then nothing is changed.
    """
    tables: Mapping[str, list[str]] = json.loads((folder / TABLES).read_text(encoding="utf-8"))
    engine = make_engine(url)
    try:
        with writing(engine) as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            _clear(connection, force=force)
            upgrade(connection, revision)
            for name in [name for name in _tables(connection) if name in tables]:
                _fill(connection, name, tables[name], folder / f"{name}.copy")
            upgrade(connection, "head")
            return check(connection)
    finally:
        engine.dispose()


def filled(connection: Connection) -> tuple[str, ...]:
    """The tables that hold something."""
    query = "SELECT EXISTS (SELECT 1 FROM {})"
    quote = connection.dialect.identifier_preparer.quote
    return tuple(name for name in _tables(connection) if connection.execute(text(query.format(quote(name)))).scalar_one())


def _clear(connection: Connection, *, force: bool) -> None:
    full = filled(connection)
    if full and not force:
        raise NotEmpty(", ".join(full))
    old = MetaData()
    old.reflect(connection)
    old.drop_all(connection)


def _tables(connection: Connection) -> list[str]:
    """Every table but Alembic's, in an order in which they can be filled."""
    found = MetaData()
    found.reflect(connection)
    return [table.name for table in found.sorted_tables if table.name != _VERSION_TABLE]


def _fill(connection: Connection, name: str, columns: list[str], path: Path) -> None:
    connection.execute(text(f"DELETE FROM {connection.dialect.identifier_preparer.quote(name)}"))  # noqa: S608 - what a revision puts there
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), _names(columns))
    with _driver(connection).cursor() as cursor:
        with cursor.copy(query) as copy, path.open("rb") as file:
            while data := file.read(_BLOCK):
                copy.write(data)
        for column in columns:  # numbers that the database gives out go on after the highest
            serial = cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", (name, column)).fetchone()
            if serial is not None and serial[0] is not None:
                highest = sql.SQL("SELECT setval(%s, (SELECT COALESCE(MAX({}), 0) + 1 FROM {}), false)")
                cursor.execute(highest.format(sql.Identifier(column), sql.Identifier(name)), (serial[0],))


def _names(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
