"""Between which positions a span of time lies, so that a day long ago is found without walking back to it. Never wrong, only less helpful.

Positions follow the order of storing, times that of happening; nearly the same, but an event may have waited in a spool for days. So the
bounds come from what the index has seen of each day, and what is not indexed yet is always within them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute

from allowlist import prague
from gateway.store.index_models import EventDayRecord
from gateway.store.indexing import indexed
from gateway.store.models import EventRecord
from gateway.store.rows import Filters


@dataclass(frozen=True, slots=True)
class Bounds:
    """Positions, both counted in; None for no bound."""

    first: int | None = None
    last: int | None = None

    def of(self, column: InstrumentedAttribute[int]) -> Iterator[ColumnElement[Any]]:
        """As conditions on a column of positions."""
        if self.first is not None:
            yield column >= self.first
        if self.last is not None:
            yield column <= self.last


UNBOUNDED = Bounds()


def bounds(connection: Connection, filters: Filters, before: int | None = None) -> Bounds:
    """The bounds of the filters' times; ``before`` is the position that a page of older events ends before."""
    end = None if before is None else before - 1
    if filters.since is None and filters.until is None:
        return Bounds(None, end)
    query = select(func.min(EventDayRecord.first), func.max(EventDayRecord.last))
    if filters.since is not None:
        query = query.where(EventDayRecord.day >= prague.day(filters.since).isoformat())
    if filters.until is not None:
        query = query.where(EventDayRecord.day <= prague.day(filters.until - timedelta(microseconds=1)).isoformat())
    first, last = connection.execute(query).one()
    known = indexed(connection)
    newest = connection.execute(select(func.max(EventRecord.position))).scalar_one() or 0
    if newest > known:
        return Bounds(first if first is not None else known + 1, end)
    lasts = [one for one in (end, -1 if last is None else last) if one is not None]
    return Bounds(first, min(lasts))
