"""The state machine as a table: every state, action and part."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from allowlist.workflow.machine import TABLE, WorkflowError, actions, next_state
from allowlist.workflow.step import Action, Part, State, Step

NOW = datetime(2026, 9, 1, tzinfo=UTC)
ALLOWED = {
    State.NONE: "draft report",
    State.DRAFT: "consult return? amend",
    State.CONSULTED: "submit amend",
    State.SUBMITTED: "return amend assess",
    State.ASSESSED: "return amend assess vote approve reject",
    State.APPROVED: "amend reject announce publish",
    State.PUBLISHED: "amend review report suspend retire",
    State.SUSPENDED: "amend assess report resume retire",
    State.REJECTED: "draft",
    State.RETIRED: "draft",
}


def made(action: Action, part: Part, why: str = "protože") -> Step:
    return Step("mistral", 1, NOW, "A", part, action, why)


@pytest.mark.parametrize("state", State)
def test_what_may_follow(state):
    """In each state only these actions may be taken; everything else is refused and says what may."""
    wanted = {Action(word) for word in ALLOWED[state].split() if "?" not in word}
    assert set(actions(state)) == wanted
    for action in Action:
        if action not in wanted:
            with pytest.raises(WorkflowError, match="cannot follow") as caught:
                next_state(state, made(action, Part.GROUP))
            assert caught.value.reason == "action"


@pytest.mark.parametrize(("state", "action"), sorted(TABLE), ids=lambda value: value.value)
@pytest.mark.parametrize("part", Part)
def test_whose_it_is(state, action, part):
    """An action is taken by its parts only, and with a reason where one is asked."""
    rule = TABLE[state, action]
    if part not in rule.parts:
        with pytest.raises(WorkflowError) as caught:
            next_state(state, made(action, part))
        assert caught.value.reason == "part"
        return
    assert next_state(state, made(action, part)) is rule.to
    if rule.needs_why:
        with pytest.raises(WorkflowError) as caught:
            next_state(state, made(action, part, "  "))
        assert caught.value.reason == "why"


def test_the_door_opens_one_way():
    """Only publishing and resuming lead to ``published``; an employee can do nothing but report."""
    assert {action for (state, action), rule in TABLE.items() if rule.to is State.PUBLISHED and state is not State.PUBLISHED} == {
        Action.PUBLISH,
        Action.RESUME,
    }
    assert {action for (_, action), rule in TABLE.items() if Part.EMPLOYEE in rule.parts} == {Action.REPORT}


def test_every_state_can_be_reached_and_left():
    """No state is a dead end and none is an orphan."""
    assert {rule.to for (state, _), rule in TABLE.items() if rule.to is not state or state is not State.NONE} == set(State) - {State.NONE}
    assert {state for state, _ in TABLE} == set(State)
