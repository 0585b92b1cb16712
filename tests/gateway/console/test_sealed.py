"""The values around a sealed record."""

from __future__ import annotations

from gateway.console.sealed import NotHandedOut, Wish


def test_who_and_why_stay_out_of_logs() -> None:
    """A reason may name a person; a value's repr says neither, and a refusal only its code."""
    assert "Vzorová" not in repr(Wish("Mgr. Vzorová", "stížnost paní Vzorové", "0" * 32))
    assert str(NotHandedOut("reader")) == "reader"
