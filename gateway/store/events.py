"""The event store: append once, read by cursor, verify, erase. Safe to share between threads; one object per process."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, Row, Select, func, select

from gateway.record import chain
from gateway.record.chain import Head
from gateway.record.erasure import EraseReason
from gateway.store import appending, cursor, erasing
from gateway.store.bounds import UNBOUNDED, Bounds, bounds
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import translated
from gateway.store.index_models import EventFacetRecord
from gateway.store.models import ChainRecord, ErasureRecord, EventRecord, PayloadRecord
from gateway.store.rows import EventRow, Filters, Page, Payloads, Report
from gateway.store.verifying import Verification

MAX_PAGE = 1_000
"""Rows in one page: about a megabyte."""

EVERYTHING = Filters()


class EventStore:
    """The store behind a URL whose tables :func:`gateway.store.migrate.migrate` made. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def append(self, batch: Sequence[bytes], writer: str) -> int:
        """Appends canonical payloads to a writer's chain in one transaction, each event id once; returns how many were new.

        Raises BadPayload before anything is written when one of them is no event.
        """
        drafts = [chain.draft(payload) for payload in batch]
        if not drafts:
            return 0
        with writing(self._engine) as connection:
            return appending.append(connection, drafts, writer)

    def page(self, after: str | None = None, limit: int = 100, filters: Filters = EVERYTHING) -> Page:
        """Events after a cursor, oldest first; from the beginning without one. Raises BadCursor.

        To follow the store, read on from ``next`` again and again; to begin at the end, start from :meth:`end`.
        """
        position = 0 if after is None else cursor.decode(after)
        limit = _bounded(limit)
        with reading(self._engine) as connection:
            horizon = max(position, _last(connection))
            query = _matching(filters, bounds(connection, filters)).where(EventRecord.position > position).order_by(EventRecord.position)
            rows = [_row(row) for row in connection.execute(query.limit(limit + 1))]
        if len(rows) > limit:
            return Page(tuple(rows[:limit]), rows[limit - 1].cursor, more=True)
        return Page(tuple(rows), cursor.encode(horizon), more=False)

    def latest(self, limit: int = 100, filters: Filters = EVERYTHING, before: str | None = None) -> Page:
        """The newest events, newest first; older ones with ``before``, the ``next`` of the page before. Raises BadCursor."""
        limit = _bounded(limit)
        end = cursor.decode(before) if before is not None else None
        with reading(self._engine) as connection:
            query = _matching(filters, bounds(connection, filters, end)).order_by(EventRecord.position.desc())
            rows = [_row(row) for row in connection.execute(query.limit(limit + 1))]
        shown = rows[:limit]
        return Page(tuple(shown), shown[-1].cursor if shown else cursor.encode(0), more=len(rows) > limit)

    def payloads(self, limit: int, filters: Filters = EVERYTHING) -> Payloads:
        """What the newest events say and no more, newest first: the cheapest way to look through a thousand. Without erased ones."""
        with reading(self._engine) as connection:
            query = select(PayloadRecord.payload).join(EventRecord, PayloadRecord.event_id == EventRecord.id)
            query = _narrowed(query, filters, bounds(connection, filters)).order_by(EventRecord.position.desc())
            found = connection.scalars(query.limit((limit := _bounded(limit)) + 1)).all()
        return Payloads(tuple(map(json.loads, found[:limit])), more=len(found) > limit)

    def end(self) -> str:
        """The cursor after the newest event."""
        with reading(self._engine) as connection:
            return cursor.encode(_last(connection))

    def get(self, identity: str) -> EventRow | None:
        """One event by its id."""
        with reading(self._engine) as connection:
            row = connection.execute(_matching(EVERYTHING).where(EventRecord.id == identity)).one_or_none()
        return None if row is None else _row(row)

    def count(self, filters: Filters = EVERYTHING) -> int:
        """How many events match."""
        with reading(self._engine) as connection:
            return connection.execute(_narrowed(select(func.count()).select_from(EventRecord), filters)).scalar_one()

    def heads(self) -> tuple[Head, ...]:
        """The last entry of every chain; kept elsewhere, they are anchors for :meth:`verify`."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(ChainRecord.writer, ChainRecord.seq, ChainRecord.hash).order_by(ChainRecord.writer)).all()
        return tuple(Head(row.writer, row.seq, row.hash) for row in rows)

    def verify(
        self, trusted: Collection[Ed25519PublicKey] = (), anchors: Sequence[Head] = (), only: Collection[str] | None = None
    ) -> Report:
        """Reads all chains, or ``only`` those of these writers, and then without looking for gaps of the whole.

        ``trusted`` are the keys whose erasures count (:func:`gateway.store.signing.trusted`).
        """
        with reading(self._engine) as connection:
            return Verification(connection, trusted, anchors).report(only)

    def erase(self, ids: Sequence[str], reason: EraseReason, key: Ed25519PrivateKey, now: datetime | None = None) -> int:
        """Erases payloads, salts and evidence of these events for good and leaves a signed proof; returns how many it erased."""
        with writing(self._engine) as connection:
            count = erasing.erase(connection, ids, reason, key, now or datetime.now(UTC))
        if count:
            with translated():
                erasing.forget(self._engine)
        return count

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()


def _bounded(limit: int) -> int:
    if limit < 1:
        raise ValueError("a page has at least one row")
    return min(limit, MAX_PAGE)


def _last(connection: Connection) -> int:
    return connection.execute(select(func.coalesce(func.max(EventRecord.position), 0))).scalar_one()


def _matching(filters: Filters, bounds: Bounds = UNBOUNDED) -> Select[Any]:
    query = (
        select(*EventRecord.__table__.c, PayloadRecord.payload, ErasureRecord.erased_by)
        .outerjoin(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
        .outerjoin(ErasureRecord, ErasureRecord.event_id == EventRecord.id)
    )
    return _narrowed(query, filters, bounds)


def _narrowed[S: Select[Any]](query: S, filters: Filters, bounds: Bounds = UNBOUNDED) -> S:
    for column, wanted in (
        (EventRecord.type, filters.types),
        (EventRecord.tool, filters.tools),
        (EventRecord.verdict, filters.verdicts),
    ):
        if wanted:
            query = query.where(column.in_(wanted))
    # Bounds are the times by position. A planner that does not know takes both for independent, and reads a month's index for a page.
    at_ms = EventRecord.at_ms if bounds.first is None else EventRecord.at_ms + 0
    if filters.since is not None:
        query = query.where(at_ms >= chain.milliseconds(filters.since))
    if filters.until is not None:
        query = query.where(at_ms < chain.milliseconds(filters.until))
    for name, values in filters.facets():
        having = select(EventFacetRecord.position).where(EventFacetRecord.facet == name, EventFacetRecord.value.in_(values))
        query = query.where(EventRecord.position.in_(having.where(*bounds.of(EventFacetRecord.position))))
    return query.where(*bounds.of(EventRecord.position))


def _row(row: Row[Any]) -> EventRow:
    return EventRow(
        position=row.position,
        id=row.id,
        writer=row.writer,
        seq=row.seq,
        hash=row.hash.hex(),
        at=chain.moment(row.at_ms),
        type=row.type,
        tool=row.tool,
        verdict=row.verdict,
        reason=row.reason,
        disclosed=row.disclosed,
        payload=None if row.payload is None else json.loads(row.payload),
        erased_by=row.erased_by,
    )
