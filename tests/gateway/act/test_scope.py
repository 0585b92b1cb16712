"""Whose tokens they are."""

from __future__ import annotations

from gateway.act.scope import Scope

ONE = Scope("2026-Q4.a", "chatgpt", "c1")
OTHERS = [
    Scope("2026-Q4.b", "chatgpt", "c1"),
    Scope("2026-Q4.a", "claude", "c1"),
    Scope("2026-Q4.a", "chatgpt", "c2"),
    Scope("2026-Q4.ac", "hatgpt", "c1"),
]


def test_every_part_counts():
    """Another person, tool or conversation is another scope, and parts do not run together."""
    assert len({one.digest() for one in (ONE, *OTHERS)}) == 5
    assert ONE.digest() == Scope("2026-Q4.a", "chatgpt", "c1").digest()
    assert ONE.digest() != ONE.shared()


def test_the_conversation_is_shared():
    """Two persons of one conversation share its digest and nothing else."""
    assert ONE.shared() == OTHERS[0].shared()
    assert ONE.shared() != OTHERS[1].shared()
    assert "2026" not in repr(ONE)
