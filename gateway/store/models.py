"""The tables. Changing one takes a revision in ``migrations/versions``; a test compares the two on both databases."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Big = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both; in SQLite only INTEGER is the row's own number."""


class Base(DeclarativeBase):
    """Names every constraint, so that a later migration can name it too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class EventRecord(Base):
    """An entry of a chain and the clear part of its event: no personal data. Never deleted, never changed."""

    __tablename__ = "events"

    position: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    """The order of all writers together, without gaps; given out under the append lock."""
    id: Mapped[str] = mapped_column(String, unique=True)
    writer: Mapped[str] = mapped_column(String)
    seq: Mapped[int] = mapped_column(Big)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    salted_hash: Mapped[bytes] = mapped_column(LargeBinary)
    at_ms: Mapped[int] = mapped_column(Big)
    type: Mapped[str] = mapped_column(String)
    tool: Mapped[str] = mapped_column(String)
    verdict: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String)
    disclosed: Mapped[str] = mapped_column(String)

    __table_args__ = (
        UniqueConstraint("writer", "seq"),
        Index(None, "at_ms"),
        Index(None, "type", "position"),
        Index(None, "tool", "position"),
        Index(None, "verdict", "position"),
    )


class PayloadRecord(Base):
    """What can be erased: the whole event and the salt that ties it to its hash."""

    __tablename__ = "event_payloads"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[str] = mapped_column(Text)
    """Canonical JSON, to the byte: it is what was hashed."""


class ErasureRecord(Base):
    """Which erasure event names an erased one. Only an index: the signed event is the proof."""

    __tablename__ = "erasures"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    erased_by: Mapped[str] = mapped_column(ForeignKey("events.id"))


class ChainRecord(Base):
    """The last entry of each writer, written with it: shows when the end of a chain was cut off."""

    __tablename__ = "chains"

    writer: Mapped[str] = mapped_column(String, primary_key=True)
    seq: Mapped[int] = mapped_column(Big)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    position: Mapped[int] = mapped_column(Big)


class EvidenceRecord(Base):
    """A sealed record; what it holds, only its readers can tell."""

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    event_id: Mapped[str] = mapped_column(String, index=True)  # no foreign key: the event may still wait in a spool
    created_ms: Mapped[int] = mapped_column(Big)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class EvidenceKeyRecord(Base):
    """The record's key, wrapped to one reader. Deleting these rows destroys the record."""

    __tablename__ = "evidence_keys"

    evidence_id: Mapped[str] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    reader: Mapped[str] = mapped_column(String, primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class RegisterStepRecord(Base):
    """One step in the history of one AI tool. Never deleted, never changed; the state is what the steps say."""

    __tablename__ = "register_steps"

    tool: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Big, primary_key=True)
    at_us: Mapped[int] = mapped_column(Big)
    action: Mapped[str] = mapped_column(String)
    step: Mapped[str] = mapped_column(Text)
    """JSON of :func:`allowlist.workflow.export.to_plain`."""


class BreachStepRecord(Base):
    """One step in the history of one breach case. Never deleted, never changed."""

    __tablename__ = "breach_steps"

    case: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Big, primary_key=True)
    at_us: Mapped[int] = mapped_column(Big)
    action: Mapped[str] = mapped_column(String)
    step: Mapped[str] = mapped_column(Text)
    """JSON of :func:`gateway.record.breach.plain.to_plain`."""


class BreachAttemptRecord(Base):
    """Which case an event belongs to. ``series`` is a digest of person, tool, class and whether it left: attempts that may share one."""

    __tablename__ = "breach_attempts"

    event_id: Mapped[str] = mapped_column(String, primary_key=True)
    case: Mapped[str] = mapped_column(String)
    series: Mapped[str] = mapped_column(String)
    at_us: Mapped[int] = mapped_column(Big)

    __table_args__ = (Index(None, "series", "at_us"),)


class CursorRecord(Base):
    """How far a duty of the nodes has read the events: the grouping of attempts, each feed."""

    __tablename__ = "cursors"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    cursor: Mapped[str] = mapped_column(String)
