"""The tables of choices and reports."""

from gateway.store import choice_models, models


def test_they_hold_neither_text_nor_person():
    """A choice is a keyed mark, a report an event and its rules: no column could take a text or a name of an employee."""
    clearances, alarms = (set(made.__table__.columns.keys()) for made in (choice_models.ClearanceRecord, choice_models.FalseAlarmRecord))
    assert clearances == {"mark", "choice", "event", "until_ms"}
    assert alarms == {"event", "at_ms", "tool", "why", "kinds", "rules", "evidence", "closed_ms", "closed_by", "outcome"}
    assert {"clearances", "false_alarms"} <= set(models.Base.metadata.tables)
