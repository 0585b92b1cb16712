"""The kill switch: what is suspended at the proxies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "stop_steps",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", _BIG, nullable=False),
        sa.Column("at_us", _BIG, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "number", name="pk_stop_steps"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
