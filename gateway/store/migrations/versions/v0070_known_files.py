"""Ids of files that were scanned, known to all nodes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table; every node's processes bring what they know."""
    op.create_table(
        "known_files",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("day", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_known_files"),
    )
    op.create_index("ix_known_files_day", "known_files", ["day"])


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
