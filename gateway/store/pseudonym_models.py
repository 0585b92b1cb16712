"""The sealed tables of tokens of conversations (:mod:`gateway.store.vault`)."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class PseudonymRecord(Base):
    """The table of tokens of one person in one conversation, sealed. Without ``sealed`` it is over and says numbers only."""

    __tablename__ = "pseudonyms"

    scope: Mapped[str] = mapped_column(String, primary_key=True)
    conversation: Mapped[str] = mapped_column(String)
    """:meth:`gateway.act.scope.Scope.digest` and :meth:`~gateway.act.scope.Scope.shared`."""
    person: Mapped[str] = mapped_column(String)
    generation: Mapped[int] = mapped_column(Big)
    """Counts writes: two processes that change one table at once cannot both."""
    floor: Mapped[int] = mapped_column(Big)
    """The highest number that was used."""
    period: Mapped[str] = mapped_column(String)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[str] = mapped_column(Text)
    """JSON: the fingerprints of the values, by which the request of a data subject finds them."""
    until_ms: Mapped[int] = mapped_column(Big)

    __table_args__ = (Index(None, "conversation"), Index(None, "until_ms"))
