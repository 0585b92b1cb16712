"""People: local users, their keys for the base-URL entrance, what they have read and learnt, and their sealed names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "people_users",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_people_users"),
    )
    op.create_table(
        "people_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("tools", sa.Text(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("revoked_us", _BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people_keys"),
        sa.UniqueConstraint("digest", name="uq_people_keys_digest"),
    )
    op.create_table(
        "people_facts",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("at_us", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("record", "kind", "version", name="pk_people_facts"),
    )
    op.create_table(
        "people_names",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", name="pk_people_names"),
    )
    op.create_table(
        "people_marks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("changes", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_people_marks"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
