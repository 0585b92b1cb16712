"""The register of AI tools: its history, step by step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "register_steps",
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("number", _BIG, nullable=False),
        sa.Column("at_us", _BIG, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tool", "number", name="pk_register_steps"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
