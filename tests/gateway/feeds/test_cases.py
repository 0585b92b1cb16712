"""Steps of cases as feeds send them."""

from __future__ import annotations

import json

from gateway.feeds.cases import case_event
from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from gateway.record.breach.step import Action, Part
from support.breach import incident, step

TOOLS = frozenset({"openai"})


def told(case_id="2026-0001", link="https://celnice.urad.cz"):
    found, before = [], Case(case_id)
    for one in incident(case_id=case_id)[1]:
        after = take(before, one)
        found.append((one.action, case_event(before, one, after, TOOLS, link)))
        before = after
    return found


def test_the_whole_way():
    """Each step that matters outside has its type; notes, descriptions, invitations and measures are of no interest."""
    assert [event["type"] for _, event in told() if event] == [
        "breach.suspected",
        "breach.received",
        "breach.incident",
        "breach.assessed",
        "breach.decided",
        "breach.authority_notified",
        "breach.persons_notified",
        "breach.closed",
    ]


def test_nothing_that_people_wrote():
    """No title, name, reason, description or dispatch number stands in any of them."""
    text = json.dumps([event for _, event in told()], ensure_ascii=False)
    for word in ("Tabulka", "platů", "zaměstnanci", "osoba v roli", "DZ 123", "vedoucí", "mohly", "suspend"):
        assert word not in text


def test_what_a_person_reports_is_checked_word_by_word():
    """A self-report may hold anything anywhere: only known tools and kinds and real references go out."""
    facts = {
        "title": "Jan Novák",
        "left": True,
        "tool": "jan-novak",
        "events": ["Jan Novák", "JANNO", "7K3QX-9M2PD-R4TWB"],
        "kinds": {"Jan Novák": 1, "PERSON": 2},
    }
    report = step(Case("2026-0001"), Action.REPORT, Part.EMPLOYEE, "", facts)
    event = case_event(Case("2026-0001"), report, take(Case("2026-0001"), report), TOOLS)
    assert event is not None
    assert "Jan" not in json.dumps(event, ensure_ascii=False)
    assert "jan-novak" not in json.dumps(event)
    assert (event["kinds"], event["events"]) == ({"PERSON": 2}, ["7K3QX-9M2PD-R4TWB"])


def test_it_rings_once():
    """It rings when something may have left for the first time, and the deadline stands there while the authority is not told."""
    by_type = {event["type"]: event for _, event in told() if event}
    assert by_type["breach.suspected"]["rings"]
    assert not any(event["rings"] for name, event in by_type.items() if name != "breach.suspected")
    assert by_type["breach.suspected"]["link"] == "https://celnice.urad.cz/breaches/2026-0001"
    assert "deadline" not in by_type["breach.suspected"]
    assert by_type["breach.incident"]["deadline"].startswith("2026-11-2")
    assert "deadline" not in by_type["breach.closed"]
    assert by_type["breach.suspected"]["level"] == "high"
    assert by_type["breach.assessed"]["level"] == "high"  # 3 × 1 + 0.25
