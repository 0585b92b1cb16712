"""The first tables: events, their payloads, erasures, chain heads, evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables and their indexes."""
    op.create_table(
        "events",
        sa.Column("position", _BIG, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("salted_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", _BIG, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("disclosed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
        sa.UniqueConstraint("writer", "seq", name="uq_events_writer_seq"),
    )
    op.create_index("ix_events_at_ms", "events", ["at_ms"])
    op.create_index("ix_events_type_position", "events", ["type", "position"])
    op.create_index("ix_events_tool_position", "events", ["tool", "position"])
    op.create_index("ix_events_verdict_position", "events", ["verdict", "position"])
    op.create_table(
        "event_payloads",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_payloads"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_payloads_event_id"),
    )
    op.create_table(
        "erasures",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("erased_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_erasures"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_erasures_event_id"),
        sa.ForeignKeyConstraint(["erased_by"], ["events.id"], name="fk_erasures_erased_by"),
    )
    op.create_table(
        "chains",
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("position", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("writer", name="pk_chains"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("created_ms", _BIG, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_event_id", "evidence", ["event_id"])
    op.create_table(
        "evidence_keys",
        sa.Column("evidence_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id", "reader", name="pk_evidence_keys"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_evidence_keys_evidence_id"),
    )


def downgrade() -> None:
    """Refused: it would drop the record. Restore a backup instead."""
    raise NotImplementedError("the event store is not downgraded; restore a backup")
