"""A step says when and who."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.record.breach.step import Action, Part, Step


@pytest.mark.parametrize(("at", "who"), [(datetime(2026, 1, 1), "A"), (datetime(2026, 1, 1, tzinfo=UTC), " ")])  # noqa: DTZ001
def test_wrong(at, who):
    """A time has its zone; nobody acts without a name."""
    with pytest.raises(ValueError, match=r"zone|who"):
        Step("C1", 1, at, who, Part.DPO, Action.NOTE)


def test_its_repr_holds_no_words():
    """Names and reasons stay out of logs."""
    assert "tajné" not in repr(Step("C1", 1, datetime(2026, 1, 1, tzinfo=UTC), "tajné", Part.DPO, Action.NOTE, "tajné", {"a": "tajné"}))
