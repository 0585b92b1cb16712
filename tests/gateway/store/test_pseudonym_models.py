"""The tables of tokens."""

from __future__ import annotations

from gateway.store.base import Base
from gateway.store.pseudonym_models import PseudonymRecord


def test_the_table_belongs_to_the_metadata() -> None:
    """The migration is compared with it, and it keeps nothing that could be read without the key."""
    assert Base.metadata.tables[PseudonymRecord.__tablename__] is PseudonymRecord.__table__
