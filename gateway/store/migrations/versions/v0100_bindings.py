"""Who a provider or directory says that an account is, and what renews a session there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0090"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table, and adds the columns."""
    op.create_table(
        "console_bindings",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_console_bindings"),
        sa.UniqueConstraint("account", "way", name="uq_console_bindings_account"),
    )
    op.add_column("console_sessions", sa.Column("refresh", sa.Text(), nullable=False, server_default=""))
    op.add_column("console_sessions", sa.Column("renewed_us", _BIG, nullable=True))
    op.add_column("console_sessions", sa.Column("asked_us", _BIG, nullable=True))
    op.create_index("ix_console_sessions_subject", "console_sessions", ["subject"])


def downgrade() -> None:
    """Refused: it would let another person take an account. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
