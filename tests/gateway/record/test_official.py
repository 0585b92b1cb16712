"""The event of an act of the house says that nothing was sent, scanned or disclosed."""

from datetime import UTC, datetime

from gateway.record.event import EventType
from gateway.record.official import official

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_nothing_of_a_request_stands_in_it() -> None:
    """Every field that tells of a request is empty, whatever the act was."""
    told = official("c1", EventType.POLICY_SET, AT, reason="set", detail="health").payload()
    assert (told["id"], told["type"], told["reason"], told["detail"]) == ("c1", "policy.set", "set", "health")
    assert (told["scan"], told["disclosed"]) == ("not_run", "none")
    assert not any(told[name] for name in ("tool", "host", "operation", "verdict", "policy", "kinds", "rules", "places"))


def test_it_may_name_a_tool_or_a_pseudonym() -> None:
    """A stop is about one of both."""
    told = official("c2", EventType.ACCESS_STOPPED, AT, tool="chatgpt", person="p-1").payload()
    assert (told["tool"], told["person"]) == ("chatgpt", "p-1")
