"""What Alembic runs: the revisions, on the connection and inside the transaction that :mod:`gateway.store.migrate` holds."""

from __future__ import annotations

from alembic import context

from gateway.store import hand_in_models, index_models, known_models, pseudonym_models  # noqa: F401  # their tables belong to the metadata
from gateway.store.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
