"""The table of yearly reports that were handed in."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class HandInRecord(Base):
    """One paper that was handed in (:mod:`gateway.record.hand_in`). Never changed; a corrected one is the next number of its year."""

    __tablename__ = "hand_ins"

    year: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    day: Mapped[str] = mapped_column(String)
    """ISO 8601, in Prague."""
    at_ms: Mapped[int] = mapped_column(Big)
    handed_by: Mapped[str] = mapped_column(String)
    handed_to: Mapped[str] = mapped_column(String)
    digest: Mapped[str] = mapped_column(String)
    ids: Mapped[str] = mapped_column(Text)
    """JSON list."""
