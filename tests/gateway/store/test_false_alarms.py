"""Reports of false alarms in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from gateway.store.false_alarms import FalseAlarmStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ALARM = FalseAlarm("e1", NOW, "openai", Why.NOT_PERSONAL, {"PERSON": 2}, {"person.model": 2}, "evidence")


@pytest.fixture
def alarms(url: str) -> Iterator[FalseAlarmStore]:
    store = FalseAlarmStore(url)
    yield store
    store.close()


def test_a_report_stands_once(alarms: FalseAlarmStore) -> None:
    """The first report of an event stands as it was."""
    assert alarms.add(ALARM)
    assert not alarms.add(replace(ALARM, why=Why.OTHER))
    assert alarms.get("e1") == ALARM
    assert alarms.get("e2") is None


def test_closing(alarms: FalseAlarmStore) -> None:
    """A report is closed once, by somebody, with an outcome; then it waits no longer."""
    alarms.add(ALARM)
    alarms.add(replace(ALARM, event="e2", at=NOW + timedelta(minutes=1)))
    assert [one.event for one in alarms.listed()] == ["e2", "e1"]
    done = alarms.end("e1", Outcome.MISTAKE, "Ing. Vzor", NOW)
    assert done == replace(ALARM, closed=NOW, closed_by="Ing. Vzor", outcome=Outcome.MISTAKE)
    assert alarms.end("e1", Outcome.RIGHT, "Ing. Vzor", NOW) is None
    assert [one.event for one in alarms.listed()] == ["e2"]
    assert [one.event for one in alarms.listed(closed=True)] == ["e2", "e1"]


def test_counted_without_being_read(alarms: FalseAlarmStore) -> None:
    """How often each rule was named of late, and when the reports were made that ended in a way; older ones do not count."""
    for number, outcome in enumerate((Outcome.MISTAKE, Outcome.POLICY, Outcome.RIGHT, None, Outcome.MISTAKE)):
        at = NOW - timedelta(days=number)
        alarms.add(replace(ALARM, event=f"e{number}", at=at, rules={"person.model": 2, "phone": 1} if number else {"person.model": 1}))
        if outcome:
            alarms.end(f"e{number}", outcome, "Ing. Vzor", NOW)
    assert alarms.rules(NOW - timedelta(days=2)) == {"person.model": 3, "phone": 2}
    assert alarms.times({Outcome.MISTAKE, Outcome.POLICY}, NOW - timedelta(days=3)) == (NOW - timedelta(days=1), NOW)
    assert alarms.times({Outcome.MISTAKE}, NOW - timedelta(days=4)) == (NOW - timedelta(days=4), NOW)


def test_they_end_with_their_period(alarms: FalseAlarmStore) -> None:
    """What is older than the period goes."""
    alarms.add(ALARM)
    assert alarms.forget(NOW) == 0
    assert alarms.forget(NOW + timedelta(seconds=1)) == 1
    assert alarms.listed(closed=True) == ()
