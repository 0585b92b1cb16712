"""Ids of files that were scanned, for all nodes (:mod:`gateway.store.known_files`)."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class KnownFileRecord(Base):
    """One file that lies at a provider: neither who uploaded it nor what it is."""

    __tablename__ = "known_files"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    """Of the tool and the id (:meth:`gateway.uploads.known.KnownFiles.digests`)."""
    day: Mapped[int] = mapped_column(Big)
    """Of the last use, in days since 1970."""

    __table_args__ = (Index(None, "day"),)
