"""Choices of employees in the store, so that any proxy of any node takes one, and only one does."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from gateway.decide.choice import Choice, Clearance
from gateway.record.chain import milliseconds
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

LASTS = timedelta(minutes=15)
"""From the choice to the text: back to the window with the tool, and once more "send"."""

_TABLE = Base.metadata.tables["clearances"]


class ClearanceStore:
    """The choices behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def give(self, mark: str, clearance: Clearance, now: datetime) -> None:
        """Keeps a choice for a text; the last one of a text holds. What is over goes."""
        row = {"mark": mark, "choice": clearance.choice.value, "event": clearance.event, "until_ms": milliseconds(now + LASTS)}
        with writing(self._engine) as connection:
            connection.execute(delete(_TABLE).where((_TABLE.c.mark == mark) | (_TABLE.c.until_ms <= milliseconds(now))))
            connection.execute(insert(_TABLE), row)

    def take(self, mark: str, now: datetime) -> Clearance | None:
        """The choice made for this text, which nobody can take again; None when there is none, or it is too old."""
        wanted = (_TABLE.c.mark == mark, _TABLE.c.until_ms > milliseconds(now))
        with reading(self._engine) as connection:  # nearly always there is none, and nobody has to wait for a writer
            found = connection.execute(select(_TABLE).where(*wanted)).one_or_none()
        if found is None:
            return None
        with writing(self._engine) as connection:
            if connection.execute(delete(_TABLE).where(*wanted)).rowcount != 1:
                return None  # another proxy was faster
        return Clearance(Choice(found.choice), found.event)
