"""The sealed tables of pseudonyms, by person and conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0030"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "pseudonyms",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("generation", _BIG, nullable=False),
        sa.Column("floor", _BIG, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digests", sa.Text(), nullable=False),
        sa.Column("until_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_pseudonyms"),
    )
    op.create_index("ix_pseudonyms_conversation", "pseudonyms", ["conversation"])
    op.create_index("ix_pseudonyms_until_ms", "pseudonyms", ["until_ms"])


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
