"""Breach cases: their histories, and which attempt belongs to which case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "breach_steps",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("number", _BIG, nullable=False),
        sa.Column("at_us", _BIG, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case", "number", name="pk_breach_steps"),
    )
    op.create_table(
        "breach_attempts",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("at_us", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_breach_attempts"),
    )
    op.create_index("ix_breach_attempts_series_at_us", "breach_attempts", ["series", "at_us"])
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cursors"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
