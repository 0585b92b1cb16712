"""The register and the policy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.register import CHECK
from gateway.errors import UserError
from support.doctor import around, worst

TOOL = {"approved_by": "PS, 1/2026", "approved_from": "2026-01-01", "approved_until": "2026-12-31"}


@pytest.mark.parametrize(
    ("month", "state", "word", "reason"),
    [
        (6, State.OK, "1 approved", "half a year to go"),
        (12, State.WARNING, "ends within 30 days", "the working group meets once a month"),
        (1, State.OK, "1 approved", "its first month"),
    ],
)
def test_an_approval_that_ends(tmp_path: Path, month: int, state: State, word: str, reason: str) -> None:
    """Is said ahead of time."""
    found, said = worst(CHECK, around(tmp_path, datetime(2026, month, 15, tzinfo=UTC), tools={"openai": TOOL}))
    assert found is state, reason
    assert word in said


def test_nothing_is_approved(tmp_path: Path) -> None:
    """Then nothing can be used, which may be meant."""
    assert worst(CHECK, around(tmp_path))[0] is State.WARNING


def test_a_wrong_entry_names_itself(tmp_path: Path) -> None:
    """The examination makes a fault of it."""
    with pytest.raises(UserError, match="nonsense"):
        worst(CHECK, around(tmp_path, tools={"nonsense": TOOL}))
