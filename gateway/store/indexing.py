"""The duty that makes events findable and countable: reads new ones in order, writes their facets and adds them to the tallies.

In a transaction of its own beside the append, so that a verdict never waits for it; a new index is filled from the first event on.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from allowlist import prague
from gateway.record.chain import moment
from gateway.record.facets import facets, tallies
from gateway.store.engine import make_engine, writing
from gateway.store.index_models import EventDayRecord, EventFacetRecord, TallyRecord
from gateway.store.models import CursorRecord, EventRecord, PayloadRecord

CURSOR = "indexing"
BATCH = 500
"""Events in one transaction: some tens of milliseconds of the append lock."""


class Indexing:
    """The index of one store. Any number of nodes may work on it: the cursor moves under the lock."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = make_engine(url)

    def work(self, batch: int = BATCH) -> bool:
        """One batch; True when there may be more. Raises StoreUnavailable."""
        with writing(self._engine) as connection:
            position = indexed(connection)
            query = (
                select(EventRecord.position, EventRecord.at_ms, PayloadRecord.payload)
                .outerjoin(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
                .where(EventRecord.position > position)
                .order_by(EventRecord.position)
                .limit(batch)
            )
            rows = connection.execute(query).all()
            if not rows:
                return False
            read: list[tuple[int, dict[str, Any]]] = [(row.position, json.loads(row.payload)) for row in rows if row.payload is not None]
            found = [{"facet": f.name, "value": f.value, "position": at} for at, payload in read for f in facets(payload)]
            if found:
                connection.execute(insert(EventFacetRecord), found)
            _span(connection, [(row.position, prague.day(moment(row.at_ms)).isoformat()) for row in rows])
            _count(connection, Counter(tally for _, payload in read for tally in tallies(payload)))
            _move(connection, position, rows[-1].position)
        return len(rows) == batch

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()


def _count(connection: Connection, counts: Counter[Any]) -> None:
    if not counts:
        return
    rows = [{**tally._asdict(), "count": number} for tally, number in sorted(counts.items())]
    new = _insert(connection)(TallyRecord)
    keys = [TallyRecord.facet, TallyRecord.day, TallyRecord.value]
    connection.execute(new.on_conflict_do_update(index_elements=keys, set_={"count": TallyRecord.count + new.excluded.count}), rows)


def _span(connection: Connection, rows: list[tuple[int, str]]) -> None:
    """Positions only grow: a day's first is the first that was ever seen, its last the newest."""
    days: dict[str, dict[str, Any]] = {}
    for position, day in rows:
        days.setdefault(day, {"day": day, "first": position})["last"] = position
    new = _insert(connection)(EventDayRecord)
    connection.execute(
        new.on_conflict_do_update(index_elements=[EventDayRecord.day], set_={"last": new.excluded.last}), list(days.values())
    )


def _insert(connection: Connection) -> Any:
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def indexed(connection: Connection) -> int:
    """Up to which position events are indexed."""
    found = connection.execute(select(CursorRecord.cursor).where(CursorRecord.name == CURSOR)).scalar_one_or_none()
    return int(found or 0)


def _move(connection: Connection, before: int, to: int) -> None:
    if before == 0 and connection.execute(select(CursorRecord.name).where(CursorRecord.name == CURSOR)).first() is None:
        connection.execute(insert(CursorRecord), [{"name": CURSOR, "cursor": str(to)}])
    else:
        connection.execute(update(CursorRecord).where(CursorRecord.name == CURSOR).values(cursor=str(to)))
