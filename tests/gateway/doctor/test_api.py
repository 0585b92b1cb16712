"""What a check says."""

from __future__ import annotations

import pytest

from gateway.doctor.api import State, fault, ok, warning


def test_a_fault_says_what_to_do() -> None:
    """Only what is well needs no advice."""
    assert [one.state for one in (ok("a"), warning("a", "b"), fault("a", "b"))] == [State.OK, State.WARNING, State.FAULT]
    for state in (warning, fault):
        with pytest.raises(ValueError, match="what to do"):
            state("a", "")
