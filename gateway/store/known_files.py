"""Ids of files that were scanned, for all nodes: what one node has let through, another need not stop.

Each node keeps its own in a file that a request asks in microseconds (:mod:`gateway.uploads.known`) and brings them here; what it does
not know itself it asks here. Rows are digests and days: nobody can tell an id from them, nor whose it is.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from gateway.store.engine import make_engine, reading, writing
from gateway.store.known_models import KnownFileRecord

MOST = 5_000_000
"""Ids of an office, under a gigabyte. The ones that were not used for longest go first."""
PORTION = 5_000
"""Rows forgotten in one transaction: it holds up whoever writes events."""

type Row = tuple[bytes, int]
"""A digest, and the day of its last use."""


class KnownFileStore:
    """The table behind a URL. Blocking: call it off the event loop. Every method may raise StoreUnavailable."""

    def __init__(self, url: str, most: int = MOST) -> None:
        self._engine = make_engine(url)
        self._most = most

    def known(self, digests: Collection[bytes], since: int) -> list[Row]:
        """Those of the digests that are known and were used on this day or later."""
        query = select(KnownFileRecord.digest, KnownFileRecord.day).where(KnownFileRecord.digest.in_(digests), KnownFileRecord.day >= since)
        with reading(self._engine) as connection:
            return [(bytes(digest), int(day)) for digest, day in connection.execute(query)]

    def put(self, rows: Collection[Row]) -> None:
        """Notes these files; of two days of one file the later stays."""
        if not rows:
            return
        with writing(self._engine) as connection:
            made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            new = made(KnownFileRecord)
            later = new.on_conflict_do_update(
                index_elements=[KnownFileRecord.digest], set_={"day": new.excluded.day}, where=new.excluded.day > KnownFileRecord.day
            )
            connection.execute(later, [{"digest": digest, "day": day} for digest, day in sorted(rows)])

    def forget(self, before: int) -> bool:
        """Forgets what was not used since a day, and what is too much; whether there is more to forget."""
        with writing(self._engine) as connection:
            over = (connection.scalar(select(func.count()).select_from(KnownFileRecord)) or 0) - self._most
            old = select(KnownFileRecord.digest).where(KnownFileRecord.day < before).limit(PORTION)
            gone = connection.execute(delete(KnownFileRecord).where(KnownFileRecord.digest.in_(old))).rowcount
            if over - gone > 0:
                oldest = select(KnownFileRecord.digest).order_by(KnownFileRecord.day).limit(min(PORTION, over - gone))
                gone = connection.execute(delete(KnownFileRecord).where(KnownFileRecord.digest.in_(oldest))).rowcount
        return gone >= PORTION

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()
