"""OCSF against its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gateway.feeds.cases import case_event
from gateway.feeds.ocsf import ocsf
from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from support.breach import incident
from support.feeds import NOW, case_outgoing, outgoing

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "ocsf" / "findings.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)

BLOCKED = {"action_id": 2, "disposition_id": 2, "class_uid": 2006, "type_uid": 200601}
ROWS = [
    ({}, BLOCKED, "stopped"),
    ({"type": "upload.blocked"}, BLOCKED, "a file"),
    ({"type": "tool.refused", "verdict": "refuse", "kinds": {}, "rules": {}, "reason": "not_approved"}, BLOCKED, "a tool"),
    ({"type": "prompt.recorded", "verdict": "pseudonymise", "disclosed": "full"}, {"action_id": 1, "disposition_id": 11}, "corrected"),
    (
        {"type": "prompt.recorded", "verdict": "pass_recorded", "disclosed": "full"},
        {"action_id": 1, "disposition_id": 15, "severity_id": 4},
        "detected",
    ),
    ({"type": "chain.erased"}, {"class_uid": 0, "category_uid": 0, "type_uid": 99}, "no finding"),
    ({"type": "chain.heads", "heads": [{"writer": "n", "seq": 1, "hash": "00"}]}, {"class_uid": 0}, "heads"),
    ({"type": "something.new"}, {"class_uid": 0}, "a type that comes later"),
]


@pytest.mark.parametrize(("changes", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_events(changes, expected, why):
    """Each is valid and says what happened to the request."""
    made = ocsf(outgoing(1, **changes).event)
    VALID.validate(made)
    assert {name: made[name] for name in expected} == expected, why


def test_an_event_with_the_least_in_it():
    """An erased event, of which only the clear part is left, is valid too."""
    VALID.validate(ocsf({"id": "e", "at": NOW, "type": "prompt.blocked", "verdict": "block", "erased_by": "x"}))


@pytest.mark.parametrize(
    ("kinds", "category"),
    [
        ({"PERSON": 1}, 1),
        ({"CZ_PASSPORT": 1}, 2),
        ({"IBAN_CODE": 1}, 3),
        ({"HR_DATA": 1}, 4),
        ({"SECRET": 1}, 6),
        ({"PERSON": 1, "SECRET": 1}, 99),
    ],
)
def test_the_category_of_the_data(kinds, category):
    """``category_id`` is that of all kinds, or 99 when they are several."""
    assert ocsf(outgoing(1, kinds=kinds).event)["data_security"]["category_id"] == category


def test_every_step_of_a_case():
    """A case is created, updated and closed as an incident, and suspected to be a breach while something may have left."""
    before, made = Case("2026-0001"), []
    for one in incident(case_id="2026-0001")[1]:
        after = take(before, one)
        event = case_event(before, one, after, {"openai"}, "https://celnice.urad.cz")
        if event:
            made.append(ocsf(event))
            VALID.validate(made[-1])
        before = after
    assert [one["type_uid"] for one in made] == [200501, *[200502] * 6, 200503]
    assert {one["is_suspected_breach"] for one in made} == {True}
    assert (made[0]["status_id"], made[1]["status_id"], made[-1]["status_id"]) == (1, 2, 5)


def test_the_schema_is_one():
    """The schema itself is sound, and refuses a finding without its required parts."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name in ("finding_info", "time", "metadata", "severity_id", "type_uid"):
        broken = ocsf(outgoing(1).event)
        del broken[name]
        assert not VALID.is_valid(broken)
    broken = ocsf(case_outgoing().event)
    broken["finding_info_list"] = []
    assert not VALID.is_valid(broken)
