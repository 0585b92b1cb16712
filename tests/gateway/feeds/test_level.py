"""How grave."""

from __future__ import annotations

import pytest

from gateway.feeds.level import Level, level
from support.feeds import case_outgoing, outgoing

ROWS = [
    ({}, Level.LOW, "stopped, ordinary"),
    ({"kinds": {"HEALTH": 1}}, Level.MEDIUM, "stopped, a special category"),
    ({"type": "prompt.recorded", "disclosed": "full", "verdict": "pass_recorded"}, Level.HIGH, "it left"),
    (
        {"type": "prompt.recorded", "disclosed": "full", "verdict": "pass_recorded", "kinds": {"HEALTH": 1}},
        Level.CRITICAL,
        "a special one left",
    ),
    ({"type": "prompt.recorded", "disclosed": "unknown", "verdict": "pass_recorded"}, Level.HIGH, "nobody knows whether it left"),
    ({"type": "prompt.recorded", "disclosed": "full", "verdict": "pseudonymise"}, Level.LOW, "only tokens left"),
    ({"type": "prompt.recorded", "disclosed": "full", "verdict": "pass_recorded", "kinds": {}}, Level.LOW, "nothing was in it"),
    (
        {"type": "prompt.recorded", "disclosed": "unknown", "verdict": "pass_recorded", "reason": "unread", "kinds": {}},
        Level.HIGH,
        "nobody could read it, and it left",
    ),
    ({"reason": "unread", "verdict": "warn", "kinds": {}}, Level.LOW, "nobody could read it, and it waits"),
    ({"type": "tool.refused", "kinds": {}}, Level.INFORMATIONAL, "no data at all"),
]


@pytest.mark.parametrize(("changes", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_events(changes, expected, why):
    """What may have left weighs more than what was stopped, and special categories more than others."""
    assert level(outgoing(1, **changes).event) is expected, why


def test_a_case_carries_its_own():
    """The officer's assessment is in the event already."""
    assert level(case_outgoing(level="medium").event) is Level.MEDIUM
