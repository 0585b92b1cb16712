"""Verdicts are frozen values of a closed set."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise, Verdict, Warn


def test_the_set_is_closed_and_named() -> None:
    """Five verdicts, each with a name of its own."""
    kinds = Verdict.__value__.__args__
    assert set(kinds) == {Pass, PassRecorded, Pseudonymise, Warn, Block}
    assert len({kind.name for kind in kinds}) == len(kinds)


def test_a_verdict_cannot_be_changed() -> None:
    """Nobody turns a block into something else on its way."""
    with pytest.raises(FrozenInstanceError):
        Block("personal_data").reason = "clean"  # type: ignore[misc]
