"""The four answers are frozen values whose defaults are the strict ones."""

from __future__ import annotations

import dataclasses

import pytest

from allowlist.answers import Approved, Forbidden, NotApproved, Role, Unknown


@pytest.mark.parametrize(
    "answer",
    [Approved("t", "o", Role.STATIC, "r"), NotApproved("s", "r"), Forbidden("s", "r", "law"), Unknown("r")],
    ids=lambda a: type(a).__name__,
)
def test_frozen(answer: Approved | NotApproved | Forbidden | Unknown) -> None:
    """An answer cannot be changed after it was given."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.reason = "other"  # type: ignore[misc]


def test_strict_defaults() -> None:
    """Unknown operations are refused unless the entry says otherwise."""
    assert Approved("t", "o", Role.UNKNOWN, "r").unknown == "refuse"
