"""Rules of the policy that were decided in the console, step by step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "policy_steps",
        sa.Column("number", _BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at_ms", _BIG, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("draft", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_policy_steps"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
