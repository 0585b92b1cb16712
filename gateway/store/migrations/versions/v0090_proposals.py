"""Reliefs proposed out of reported mistakes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0080"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at_ms", _BIG, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_ms", _BIG, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_event", "proposals", ["event"])


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
