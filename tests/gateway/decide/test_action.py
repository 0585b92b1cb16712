"""Actions and floors."""

from __future__ import annotations

from gateway.decide.action import FLOOR, WORDS, Action


def test_their_order():
    """Stricter is greater: the strictest of several decides."""
    assert max(Action) is Action.BLOCK
    assert sorted(WORDS.values()) == [Action.IGNORE, Action.WARN, Action.PSEUDONYMISE, Action.BLOCK]


def test_the_floor():
    """Special categories, criminal data and birth numbers are in it."""
    assert {"HEALTH", "UNION", "CRIMINAL_RECORD", "CZ_BIRTH_NUMBER"} <= FLOOR
