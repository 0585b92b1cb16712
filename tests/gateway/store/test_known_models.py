"""The table of known files."""

from __future__ import annotations

from gateway.store.base import Base
from gateway.store.known_models import KnownFileRecord


def test_the_table_keeps_a_digest_and_a_day() -> None:
    """The migration is compared with it; nothing else of a file is kept."""
    table = Base.metadata.tables[KnownFileRecord.__tablename__]
    assert [column.name for column in table.columns] == ["digest", "day"]
