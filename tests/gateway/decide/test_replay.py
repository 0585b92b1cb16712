"""Another policy over requests of the past."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.replay import Replayed, replay
from gateway.decide.rules import Rule

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AFTER = Policy(rules=(Rule("w", Action.WARN, frozenset({"PERSON"}), frozenset({"openai"}), frozenset({"IT"})),))


def event(*kinds: str, tool: str = "openai", scan: str = "scanned") -> dict[str, object]:
    return {"kinds": dict.fromkeys(kinds, 1), "tool": tool, "operation": "chat.completions", "scan": scan}


def test_only_what_would_have_ended_otherwise_is_counted() -> None:
    """By its strictest finding, for somebody in the named groups; what was not read whole is no ground for anything."""
    events = (
        event("PERSON"),
        event("PERSON"),
        event("PERSON", "CZ_ICO"),
        event("PERSON", tool="deepl"),
        event("PERSON", scan="opaque"),
        event(),
    )
    assert replay(events, Policy(), AFTER, NOW, frozenset({"IT"})) == Replayed(4, {("block", "warn"): 2})
    assert replay(events, Policy(), AFTER, NOW, frozenset()).changed == {}, "nobody is in the group"
    assert replay(events, AFTER, Policy(), NOW, frozenset({"IT"})).changed == {("warn", "block"): 2}, "stricter again"
