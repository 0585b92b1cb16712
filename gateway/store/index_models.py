"""The tables by which events are found and counted (:mod:`gateway.store.indexing`)."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class EventFacetRecord(Base):
    """A way to an event: by kind, department, person's pseudonym, fingerprint. Goes with the event's payload."""

    __tablename__ = "event_facets"

    facet: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[str] = mapped_column(String, primary_key=True)
    position: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)

    __table_args__ = (Index(None, "position"),)


class TallyRecord(Base):
    """How many of something on a day. Numbers only: it stays when events are erased."""

    __tablename__ = "tallies"

    facet: Mapped[str] = mapped_column(String, primary_key=True)
    day: Mapped[str] = mapped_column(String, primary_key=True)
    """ISO, Prague's; of ``people`` the month."""
    value: Mapped[str] = mapped_column(String, primary_key=True)
    count: Mapped[int] = mapped_column(Big)


class EventDayRecord(Base):
    """Between which positions the events of a day stand, as far as they are indexed: a day long ago is found without walking back to it."""

    __tablename__ = "event_days"

    day: Mapped[str] = mapped_column(String, primary_key=True)
    """ISO, Prague's."""
    first: Mapped[int] = mapped_column(Big)
    last: Mapped[int] = mapped_column(Big)
