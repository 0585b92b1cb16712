"""What tables are made of."""

from __future__ import annotations

from gateway.store.models import Base


def test_every_constraint_has_a_name() -> None:
    """A later migration can name it, too."""
    assert all(table.primary_key.name == f"pk_{name}" for name, table in Base.metadata.tables.items())
