"""What the machine fills in."""

from __future__ import annotations

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


def test_a_new_case():
    """What nobody has found out yet is said to be so, and nothing fails."""
    case, steps = incident(Action.REPORT)
    found = fields.of_case(case, steps)
    assert found["risk"] == fields.UNKNOWN
    assert found["deadline"] == "neběží"
    fields.of_case(Case("C1"), ())


def test_the_office():
    """An empty field is a line to fill by hand."""
    assert fields.of_office(OFFICE)["ico"] == "12345678"
    assert set(fields.of_office(Office()).values()) == {"……………"}
