"""The table of what was decided about the policy in the console."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class PolicyStepRecord(Base):
    """One step (:mod:`gateway.record.policy_step`). Rows are added and never changed."""

    __tablename__ = "policy_steps"

    number: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String)
    rule: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Big)
    by: Mapped[str] = mapped_column(String)
    ids: Mapped[str] = mapped_column(Text)
    """JSON: what stays of the person."""
    why: Mapped[str] = mapped_column(Text)
    lines: Mapped[str] = mapped_column(Text)
    """TOML of the rule from then on; "" where it ends."""
    draft: Mapped[int] = mapped_column(Big)
