"""What the machine fills in."""

from __future__ import annotations

from dataclasses import replace

from allowlist.workflow.entered import Entered, Way
from gateway.papers import fields
from gateway.record.breach.case import Case
from gateway.record.breach.step import Action
from gateway.settings import Office
from support.breach import incident
from support.office import OFFICE


def test_a_whole_case():
    """Every field of a finished case is known."""
    case, steps = incident()
    found = fields.of_case(case, steps, lambda tool: {"openai": "OpenAI API"}[tool])
    assert found["recipient"] == "OpenAI API"
    assert found["severity"] == "vysoká (3,25)"
    assert found["risk"] == "s vysokým rizikem"
    assert found["measures"][0].startswith("školení (vedoucí odboru; splněno 21.")
    unknown = {name for name, value in found.items() if value == fields.UNKNOWN}
    assert unknown == {"occurred", "department", "recurrence"}
    assert len(fields.of_history(steps)) == len(steps)


def test_what_was_entered_for_somebody_says_so():
    """Beside the name, with who put it in and after which paper: it is not taken for the person's own act."""
    _, steps = incident()
    said = fields.of_history([replace(steps[0], entered=Entered(Way.COMMAND_LINE, "root", "č. j. 1/2027"))])[0]["who"]
    assert said.endswith("), zapsáno za tuto osobu příkazem na serveru, uživatel root; podle listiny č. j. 1/2027")


def test_a_new_case():
    """What nobody has found out yet is said to be so, and nothing fails."""
    case, steps = incident(Action.REPORT)
    found = fields.of_case(case, steps)
    assert found["risk"] == fields.UNKNOWN
    assert found["deadline"] == "neběží"
    fields.of_case(Case("C1"), ())


def test_how_many_people():
    """The gateway's estimate is said to be one; the officer's own number takes its place; without either nobody knows."""
    case, _ = incident(Action.REPORT)
    for facts, said in (
        ({}, fields.UNKNOWN),
        ({"persons_estimate": 2}, "přibližně 2 osoby (odhad brány)"),
        ({"persons_estimate": 2, "persons": 5}, "5 osob"),
    ):
        found = fields.of_case(replace(case, facts={**case.facts, **facts}), ())
        assert found["persons"].replace("\u00a0", " ") == said


def test_the_office():
    """An empty field is a line to fill by hand."""
    assert fields.of_office(OFFICE)["ico"] == "12345678"
    assert set(fields.of_office(Office()).values()) == {"……………"}
