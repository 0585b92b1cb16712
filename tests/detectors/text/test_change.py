"""A change keeps what it was read as out of its repr."""

from __future__ import annotations

from detectors.text.change import Change, Proof


def test_repr_holds_no_text() -> None:
    """What stands in a text reaches no log."""
    assert "710319" not in repr(Change(0, 4, "710319/2745"))


def test_nothing_needs_proof_by_default() -> None:
    """An escape says itself what it is."""
    assert Change(0, 1, "x").proof is Proof.NONE
