"""A case as the API shows it."""

from __future__ import annotations

import json
from datetime import timedelta

from gateway.console.breach_items import CaseWhole, item, whole
from gateway.record.breach.step import Action
from support.breach import incident


def test_a_running_clock() -> None:
    """Both ways to count stand beside each other, with how near it is."""
    case = incident(Action.CLASSIFY)[0]
    now = case.times["aware"] + timedelta(hours=70)
    shown = item(case, now)
    assert shown["deadline"] | {"aware": "", "formal": "", "conservative": ""} == {
        "aware": "",
        "formal": "",
        "conservative": "",
        "hours_left": 2.0,
        "late": False,
        "urgency": "urgent",
    }
    assert (shown["state"], shown["version"], shown["left"]) == ("incident", 3, True)
    assert "assess" in shown["missing"]
    assert "remind" not in shown["next"]


def test_the_whole() -> None:
    """Everything is JSON, fits its schema, and at the end no clock runs."""
    case, history = incident()
    shown = json.loads(json.dumps(whole(case, history, ["tool"], history[-1].at)))
    CaseWhole.model_validate(shown)
    assert shown["deadline"] is None
    assert (shown["assessment"]["severity"], shown["stopped"], len(shown["steps"])) == ("high", ["tool"], 15)
    assert shown["measures"][0]["done"] is not None
    assert sorted(shown["signatures"]) == ["data_protection_officer", "director"]


def test_before_an_assessment() -> None:
    """What is not known yet is None."""
    case, history = incident(Action.RECEIVE)
    shown = whole(case, history, (), history[-1].at)
    assert (shown["assessment"], shown["deadline"], shown["risk"]) == (None, None, None)
