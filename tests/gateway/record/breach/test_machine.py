"""The state machine as a table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.record.breach.machine import TABLE, CaseError, actions, rule
from gateway.record.breach.step import Action, Part, State, Step

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ALLOWED = {
    State.NONE: "report",
    State.SUSPECTED: "report receive remedy note correct",
    State.RECEIVED: "report classify remedy note correct",
    State.EVENT: "report classify propose approve done remedy close note correct",
    State.INCIDENT: "report classify invite remedy describe assess sign measure done note correct",
    State.DECIDED: "remedy notify_authority supplement notify_persons measure done describe assess check close note correct",
    State.CLOSED: "reopen note correct",
    State.DISMISSED: "reopen note",
}


def made(action: Action, part: Part, why: str = "protože") -> Step:
    return Step("C1", 1, NOW, "A", part, action, why)


@pytest.mark.parametrize("state", State)
def test_what_may_follow(state):
    """In each state only these actions may be taken."""
    wanted = {Action(word) for word in ALLOWED[state].split()}
    assert set(actions(state)) == wanted
    reminded = {Action.REMIND} if state in {State.INCIDENT, State.DECIDED} else set()  # the gateway's, and never offered to a person
    for action in set(Action) - wanted - reminded:
        with pytest.raises(CaseError, match="cannot follow"):
            rule(state, made(action, Part.DPO))


@pytest.mark.parametrize(("state", "action"), sorted(TABLE), ids=lambda value: value.value)
@pytest.mark.parametrize("part", Part)
def test_whose_it_is(state, action, part):
    """An action is taken by its parts only, and with a reason where one is asked."""
    found = TABLE[state, action]
    if part not in found.parts:
        with pytest.raises(CaseError) as caught:
            rule(state, made(action, part))
        assert caught.value.reason == "part"
        return
    assert rule(state, made(action, part)) is found
    if found.needs_why:
        with pytest.raises(CaseError) as caught:
            rule(state, made(action, part, " "))
        assert caught.value.reason == "why"


def test_what_only_the_officer_and_the_director_do():
    """Classifying, closing and telling the authority are the officer's; approving a remedy is the director's."""
    for (_, action), found in TABLE.items():
        if action in {Action.CLASSIFY, Action.CLOSE, Action.NOTIFY_AUTHORITY, Action.NOTIFY_PERSONS, Action.CORRECT}:
            assert found.parts == {Part.DPO}
        if action is Action.APPROVE:
            assert found.parts == {Part.DIRECTOR}
