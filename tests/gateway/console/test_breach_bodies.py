"""What the API takes for each step: every action of a person has a body, and what it says is what the machine reads."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from gateway.console.breach_bodies import AnyStep, Report
from gateway.record.breach.case import FACTS, TIMES
from gateway.record.breach.step import Action, Part
from support.breach import ASSESSMENT, DESCRIPTION, INCIDENT

STEP: TypeAdapter[Any] = TypeAdapter(AnyStep)


def body(action: str, **more: Any) -> Any:
    return STEP.validate_python({"action": action, "who": "Pověřenec", "version": 1, **more})


def test_every_action_has_a_body() -> None:
    """All but the gateway's own reminder."""
    actions = {one["const"] for one in _consts(STEP.json_schema())}
    assert actions == {action.value for action in Action} - {"remind"}


def _consts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["properties"]["action"] for one in schema["$defs"].values() if "action" in one.get("properties", {})]


@pytest.mark.parametrize("row", INCIDENT[1:], ids=lambda row: row[0].value)
def test_what_it_says(row: Any) -> None:
    """The facts of a body are those that the state machine is tested with."""
    action, part, why, facts = row
    made = body(action.value, part=part.value, why=why, **facts)
    said = {name: value for name, value in made.facts().items() if value not in ("", False, 0) or name in facts}
    assert {name: said[name] for name in facts} == dict(facts)
    assert made.acts_as is part
    assert set(said) - set(facts) <= {"integrity", "availability"}


def test_usual_parts() -> None:
    """Who says no part acts in the usual one."""
    assert body("approve", approve=True).acts_as is Part.DIRECTOR
    assert body("remedy", text="x").acts_as is Part.IT
    assert body("close").acts_as is Part.DPO
    assert Report(who="A", title="x").acts_as is Part.EMPLOYEE


def test_the_route_of_a_report() -> None:
    """An employee's superior is told; of an elected member's report the head of the office."""
    assert Report(who="A", title="Ztracený disk").facts() == {"title": "Ztracený disk", "left": True, "route": "superior"}
    assert Report(who="A", title="x", elected=True).facts()["route"] == "head_of_office"
    assert set(Report.model_fields) - {"who", "part", "why", "elected", "paper"} <= set(FACTS) | set(TIMES)


@pytest.mark.parametrize(
    "given",
    [
        {"action": "remind", "mark": 24},
        {"action": "close", "part": "system"},
        {"action": "close", "extra": 1},
        {"action": "close", "who": " "},
        {"action": "close", "version": 0},
        {"action": "describe", **DESCRIPTION, "persons": -1},
        {"action": "describe", "category": ["secrecy"]},
        {"action": "assess", **ASSESSMENT, "kinds": []},
        {"action": "assess", **ASSESSMENT, "identification": "easy"},
        {"action": "classify", "as": "incident", "aware": "2026-11-22T14:00:00"},
        {"action": "correct", "what": "started", "time": "2026-11-22T14:00:00Z"},
    ],
)
def test_refused(given: dict[str, Any]) -> None:
    """Unknown fields and values, the gateway's own part, times without a zone."""
    with pytest.raises(ValidationError):
        STEP.validate_python({"who": "A", "version": 1, **given})
