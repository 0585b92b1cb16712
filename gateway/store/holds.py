"""Legal holds in the store."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from gateway.record.hold import Hold, following, from_plain
from gateway.store import steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

TABLE = Base.metadata.tables["hold_steps"]


class HoldStore:
    """The holds behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def put(self, subject: str, *, held: bool, who: str, why: str, now: datetime | None = None) -> Hold:
        """Places or lifts a hold. Raises HoldError when it stands so already, or the reason is missing."""
        with writing(self._engine) as connection:
            step = following(read(connection), subject, now or datetime.now(UTC), held=held, who=who, why=why)
            steps.add(connection, TABLE, [step.plain()])
        return step

    def steps(self) -> tuple[Hold, ...]:
        """Everything that was held and lifted, by subject."""
        with reading(self._engine) as connection:
            return read(connection)


def read(connection: Connection) -> tuple[Hold, ...]:
    """The same inside a transaction."""
    return tuple(from_plain(one) for one in steps.read(connection, TABLE))
