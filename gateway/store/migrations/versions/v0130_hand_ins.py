"""Yearly reports that were handed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0110"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "hand_ins",
        sa.Column("year", _BIG, nullable=False, autoincrement=False),
        sa.Column("number", _BIG, nullable=False, autoincrement=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("at_ms", _BIG, nullable=False),
        sa.Column("handed_by", sa.String(), nullable=False),
        sa.Column("handed_to", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "number", name="pk_hand_ins"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
