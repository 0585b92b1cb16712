"""The tables of what stopped employees do: their choices, their reports."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class ClearanceRecord(Base):
    """A choice that an employee made for one text (:mod:`gateway.decide.choice`), to be taken once. Neither the text nor who."""

    __tablename__ = "clearances"

    mark: Mapped[str] = mapped_column(String, primary_key=True)
    """:func:`gateway.record.text_mark.text_mark`."""
    choice: Mapped[str] = mapped_column(String)
    event: Mapped[str] = mapped_column(String)
    until_ms: Mapped[int] = mapped_column(Big)


class FalseAlarmRecord(Base):
    """A stopped employee's word that the gateway was wrong: which event, which rules, never the text."""

    __tablename__ = "false_alarms"

    event: Mapped[str] = mapped_column(String, primary_key=True)
    at_ms: Mapped[int] = mapped_column(Big)
    tool: Mapped[str] = mapped_column(String)
    why: Mapped[str] = mapped_column(String)
    kinds: Mapped[str] = mapped_column(Text)
    """JSON: entity → how many."""
    rules: Mapped[str] = mapped_column(Text)
    """JSON: detectors' rule → how many."""
    evidence: Mapped[str] = mapped_column(String)
    """The sealed record with the employee's note and the value they chose to show; "" when there is none."""
    closed_ms: Mapped[int | None] = mapped_column(Big)
    closed_by: Mapped[str] = mapped_column(String)
    outcome: Mapped[str] = mapped_column(String)


class ProposalRecord(Base):
    """A relief proposed out of a reported mistake (:mod:`gateway.record.proposal`)."""

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    event: Mapped[str] = mapped_column(String, index=True)
    what: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Big)
    facts: Mapped[str] = mapped_column(Text)
    """JSON (:meth:`gateway.record.proposal.Proposal.facts`); of a value its fingerprint."""
    state: Mapped[str] = mapped_column(String)
    decided_ms: Mapped[int | None] = mapped_column(Big)
    decided_by: Mapped[str] = mapped_column(String)
    lines: Mapped[str] = mapped_column(Text)
    """TOML of what holds once it is confirmed: of a value only then, and then it is public."""
