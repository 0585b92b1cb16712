from datetime import UTC, datetime

import pytest

from gateway.record.request.step import Action, Step, from_plain, to_plain
from support.requests import erasure


def test_plain_and_back():
    """A step survives as JSON values."""
    for step in erasure()[1]:
        assert from_plain(to_plain(step)) == step


@pytest.mark.parametrize(("at", "who"), [(datetime(2026, 1, 1), "A"), (datetime(2026, 1, 1, tzinfo=UTC), " ")])  # noqa: DTZ001
def test_needs(at, who):
    """A step has a zone and somebody who did it; its words are not shown by chance."""
    with pytest.raises(ValueError):
        Step("Z-1", 1, at, who, Action.NOTE)
    assert "Vzorová" not in repr(erasure()[1])
