"""What the API takes for requests of data subjects."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from gateway.console.request_bodies import AnyStep, Lookup, New
from gateway.record.request.step import Action

STEP: TypeAdapter[Any] = TypeAdapter(AnyStep)


def test_every_action_has_a_body() -> None:
    """But receipt, which opens a request, and what only a search or an erasure may say."""
    schema = STEP.json_schema()
    actions = {one["properties"]["action"]["const"] for one in schema["$defs"].values() if "action" in one.get("properties", {})}
    assert actions == {action.value for action in Action} - {"receive", "found", "erased"}


def test_values_are_not_shown() -> None:
    """Neither who asks nor what is looked for stands in a repr."""
    assert "Jana" not in repr(New(who="A", kind="access", applicant="Jana Vzorová"))
    assert "Jana" not in repr(Lookup(who="A", version=1, values=["Jana Vzorová"], accounts=["Jana"]))


@pytest.mark.parametrize(
    "given",
    [
        {"action": "found", "events": 0},
        {"action": "extend", "months": 3},
        {"action": "distribute", "departments": []},
        {"action": "answer", "outcome": "maybe", "dispatch": "x"},
    ],
)
def test_refused(given: dict[str, Any]) -> None:
    """What is carried out by the gateway cannot be claimed."""
    with pytest.raises(ValidationError):
        STEP.validate_python({"who": "A", "version": 1, **given})
