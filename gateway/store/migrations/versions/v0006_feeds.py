"""Feeds: whose turn it is, what each has delivered of the cases, and its dead letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "feeds",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until_ms", _BIG, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("since_ms", _BIG, nullable=False),
        sa.Column("attempts", _BIG, nullable=False),
        sa.Column("next_ms", _BIG, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sent_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_feeds"),
    )
    op.create_table(
        "feed_cases",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("number", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("feed", "case", name="pk_feed_cases"),
    )
    op.create_table(
        "feed_letters",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("at_ms", _BIG, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "content", "reference", name="pk_feed_letters"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
