"""The director's page of a month."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.console.director import needs, span
from gateway.record.breach.step import Action
from support.breach import ASSESSMENT, DESCRIPTION, incident
from support.cases import CaseHouse
from support.console import BEARER, Client, FixedNumbers, Parts, security


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        yield opened


def test_a_month(house: CaseHouse) -> None:
    """What was stopped in that month, what is open, and what waits for a signature with the link to its form."""
    case = house.ask("POST", "breaches", {"who": "A", "title": "<script>x</script>"}, 201)
    for action, more in (("receive", {}), ("classify", {"as": "incident", "why": "x"}), ("describe", DESCRIPTION), ("assess", ASSESSMENT)):
        case = house.step(case, action, **more)
    days = {
        "verdict": {"2026-11-03": {"block": 3, "pass": 9}, "2026-10-31": {"block": 70}},
        "kind": {"2026-11-03": {"CZ_BIRTH_NUMBER": 3}},
        "tool": {"2026-11-03": {"openai": 3}},
    }
    client = Client(Parts(cases=house.port, security=security(FixedNumbers(days))).app())
    shown = client.get("/director", headers=BEARER).text
    assert '<span class="figure">3</span>' in shown
    assert 'href="/cases/2026-0001#sign"' in shown
    assert "listopad 2026" in shown
    assert "<script>x" not in shown
    assert '<span class="figure">70</span>' in client.get("/director?month=2026-10", headers=BEARER).text
    assert client.get("/director?month=2026-13", headers=BEARER).status_code == 422


@pytest.mark.parametrize(("upto", "wanted"), [(Action.DESCRIBE, ""), (Action.ASSESS, "sign"), (Action.SIGN, "")])
def test_what_needs_a_signature(upto: Action, wanted: str) -> None:
    """A decision that is complete, until it is signed."""
    assert needs(incident(upto)[0]) == wanted


def test_a_month_ends_where_the_next_begins() -> None:
    """Also in December."""
    assert [day.isoformat() for day in span("2026-12")] == ["2026-12-01", "2027-01-01"]
