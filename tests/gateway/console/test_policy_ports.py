"""What the pages of the policy are given."""

from __future__ import annotations

from gateway.console.policy_ports import Change, Who


def test_what_people_wrote_is_not_shown_by_accident() -> None:
    """Neither a reason nor a name of somebody's stands in a representation."""
    shown = repr(Change(name="Jana", why="proto")) + repr(Who("Jana", ("account:jana",)))
    assert "ana" not in shown
    assert "proto" not in shown
