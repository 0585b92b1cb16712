"""Reports of false alarms."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from gateway.record.false_alarm import FalseAlarm, Outcome, Why, sealable

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_plain() -> None:
    """JSON-ready, and without a word of the employee's."""
    alarm = FalseAlarm("e1", AT, "openai", Why.PUBLIC, {"PERSON": 1}, {"person.model": 1}, "ev", AT, "Vzor", Outcome.POLICY)
    said = json.loads(json.dumps(alarm.plain()))
    assert (said["why"], said["outcome"], said["closed_by"], said["evidence"]) == ("public", "policy", "Vzor", "ev")
    assert FalseAlarm("e1", AT, "openai", Why.OTHER, {}, {}).plain()["outcome"] is None


def test_what_is_sealed() -> None:
    """What was written and nothing that was not; it names its event, so that it cannot be shown as another's."""
    record = json.loads(sealable("e1", AT, {"note": "je to číslo spisu", "value": ""}))
    assert record["told"] == {"note": "je to číslo spisu"}
    assert record["event"] == "e1"
