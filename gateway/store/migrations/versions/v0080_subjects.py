"""Who somebody is to the identity provider, whatever their name there is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions that run have none until their next sign-in, a working day at most: they are told apart by their account."""
    op.add_column("console_sessions", sa.Column("subject", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the store is not downgraded; restore a backup")
