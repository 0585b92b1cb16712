"""Which forms a request shows."""

from __future__ import annotations

import dataclasses

import pytest

from gateway.console.subject_forms import BODIES, HIDDEN, forms
from gateway.console.texts import _SHIPPED
from gateway.console.typed_form import fields
from gateway.record.request.case import Request
from gateway.record.request.step import Action, State


@pytest.mark.parametrize(
    ("state", "lacks", "first", "not_there"),
    [
        (State.RECEIVED, ("verify", "found"), "verify", {"search", "erase"}),  # nobody is looked up before it is known who asks
        (State.VERIFIED, ("found", "draft"), "search", {"verify"}),
        (State.ANSWERED, ("tell",), "tell", {"answer", "search"}),
    ],
)
def test_what_is_due_comes_first(state: State, lacks: tuple[str, ...], first: str, not_there: set[str]) -> None:
    """And what the state does not allow is not there."""
    shown = list(forms(dataclasses.replace(Request("Z-2026-0001"), state=state), lacks))
    assert (shown[0].action, shown[0].now) == (first, True)
    assert not not_there & {form.action for form in shown}


def test_every_form_has_its_words() -> None:
    """Actions, help, fields and choices."""
    wanted = {f"subject_action.{action.value}" for action in Action} | {
        f"subject_state.{state.value}" for state in State if state is not State.NONE
    }
    for action, body in BODIES.items():
        wanted |= {f"subject_action.{action}", f"subject_help.{action}"}
        for one in fields(body, HIDDEN):
            wanted |= {f"case_field.{one.name}"} | {f"case_choice.{value}" for value, _ in one.options}
    assert not wanted - _SHIPPED["cs"].keys()
