"""By what events are found, and how many there were of what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables; the duty of indexing fills them from the first event on."""
    op.create_table(
        "event_facets",
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("position", _BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", "position", name="pk_event_facets"),
    )
    op.create_index("ix_event_facets_position", "event_facets", ["position"])
    op.create_table(
        "tallies",
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("count", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("facet", "day", "value", name="pk_tallies"),
    )
    op.create_table(
        "event_days",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("first", _BIG, nullable=False),
        sa.Column("last", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_event_days"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
