"""The yearly numbers."""

from __future__ import annotations

from gateway.papers import annual
from gateway.record.breach.history import take
from gateway.record.breach.step import Action, Part
from support.breach import incident, step

INCIDENT = incident(case_id="2026-0001")[0]
RECEIVED = incident(Action.RECEIVE, case_id="2026-0002")[0]
DISMISSED = take(RECEIVED, step(RECEIVED, Action.CLASSIFY, Part.DPO, "fiktivní", {"as": "none"}))


def test_the_numbers():
    """Cases, events, incidents, notifications, with the year before beside them."""
    found = annual.fields([INCIDENT, RECEIVED, DISMISSED], 2026)
    totals = {name: value.replace("\u00a0", " ") for name, value in found["totals"].items()}
    assert totals == {
        "cases": "3 případy",
        "events": "1 událost",
        "incidents": "1 incident",
        "notified": "1 incident",
        "told": "1 incident",
        "late": "0 ohlášení",
    }
    assert found["comparison"][0] == {"name": "Případů celkem", "before": "0", "now": "3"}
    assert found["tools"] == [{"name": "openai", "cases": "3", "incidents": "1"}]


def test_an_empty_year():
    """Nothing fails."""
    assert annual.fields([], 2026)["plan"]
    assert "žádné" in annual.pictures([], 2026)["kinds"].words


def test_the_charts():
    """Twelve months, and the kinds by name."""
    charts = annual.pictures([INCIDENT], 2026)
    assert "listopad 1" in charts["months"].words
    assert "jména osob 1" in charts["kinds"].words
