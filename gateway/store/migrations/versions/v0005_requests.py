"""Legal holds, and the requests of data subjects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    for table, key in (("hold_steps", "subject"), ("request_steps", "request")):
        op.create_table(
            table,
            sa.Column(key, sa.String(), nullable=False),
            sa.Column("number", _BIG, nullable=False),
            sa.Column("at_us", _BIG, nullable=False),
            sa.Column("action", sa.String(), nullable=False),
            sa.Column("step", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint(key, "number", name=f"pk_{table}"),
        )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
