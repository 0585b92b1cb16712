"""Histories in the store: tables of numbered steps that are only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select

SPELLING: Mapping[str, Any] = {"ensure_ascii": False, "sort_keys": True}


def read(connection: Connection, table: Table, key: str | None = None) -> list[dict[str, Any]]:
    """The steps of one history, or of all, as their JSON objects, by key and number. The key is the table's first column."""
    query = reading(table)
    if key is not None:
        query = query.where(next(iter(table.c)) == key)
    return plain(connection, query)


def reading(table: Table) -> Select[str]:
    """The query of every step, by key and number; to be narrowed."""
    return select(table.c.step).order_by(*list(table.c)[:2])


def plain(connection: Connection, query: Select[str]) -> list[dict[str, Any]]:
    """The JSON objects of such a query."""
    return [json.loads(text) for text in connection.scalars(query)]


def add(connection: Connection, table: Table, steps: Sequence[Mapping[str, Any]]) -> None:
    """Adds steps; their numbers are the primary key, so that no two can be the same one."""
    key = next(iter(table.c)).name
    rows = [
        {
            key: one[key],
            "number": one["number"],
            "at_us": microseconds(one["at"]),
            "action": one["action"],
            "step": json.dumps(one, **SPELLING),
        }
        for one in steps
    ]
    if rows:
        connection.execute(insert(table), rows)


def mark(connection: Connection, table: Table) -> tuple[int, int]:
    """Changes whenever a step is added, and costs one small query: how many steps there are, and the time of the newest."""
    count, newest = connection.execute(select(func.count(), func.coalesce(func.max(table.c.at_us), 0)).select_from(table)).one()
    return int(count), int(newest)


def microseconds(at: str) -> int:
    """Since 1970, of an ISO 8601 time with its zone."""
    return int(datetime.fromisoformat(at).timestamp() * 1_000_000)
