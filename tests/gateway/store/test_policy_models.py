"""The table of what was decided about the policy."""

from __future__ import annotations

from gateway.store.base import Base
from gateway.store.policy_models import PolicyStepRecord


def test_a_row_says_who_when_and_why() -> None:
    """The migration is compared with it."""
    table = Base.metadata.tables[PolicyStepRecord.__tablename__]
    assert {column.name for column in table.columns} >= {"number", "by", "ids", "at_ms", "why", "lines"}
