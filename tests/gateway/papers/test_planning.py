"""Inputs of the officer's plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from gateway.papers import papers, pdf, planning
from gateway.papers.model import Grid
from gateway.record.breach.case import Case, Measure
from gateway.record.breach.step import State
from support.office import OFFICE
from support.paper import text_of

AT = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)


def case(number: int, state: State = State.CLOSED, measures: tuple[Measure, ...] = (), **facts: object) -> Case:
    known = {"tool": "openai", "kinds": {"PERSON": 1}, "department": "Odbor sociálních věcí", **facts}
    times = MappingProxyType({"detected": AT - timedelta(days=number)})
    return Case(f"2026-{number:04}", state, times, facts=MappingProxyType(known), measures=measures)


def test_what_the_year_asks_for() -> None:
    """Departments and tools that came again, special categories, what is open, and the days that are fixed."""
    open_measure = Measure("šifrovat disky", "IT", date(2027, 3, 1))
    cases = [case(1, kinds={"HEALTH": 1}), case(2, measures=(open_measure,)), case(3, tool="", department="Sekretariát")]
    found = planning.fields(cases, 2026, str.upper)
    assert [row["who"] for row in found["training"]] == ["Odbor sociálních věcí", "všichni zaměstnanci"]
    assert "zvláštní kategorie údajů" in found["training"][0]["what"]
    assert found["controls"][0] == "prověřit podmínky používání nástroje OPENAI: 2\u00a0případy"
    assert any("zvláštními kategoriemi" in one for one in found["controls"])
    assert any("mimo nástroje" in one for one in found["controls"])
    assert [row["text"] for row in found["measures"]] == ["šifrovat disky"]
    assert [row["day"] for row in found["dates"]][:2] == ["31.\u00a0ledna\u00a02027", "15.\u00a0února\u00a02027"]


def test_false_alarms() -> None:
    """More than a third of false alarms asks for a look at the detection."""
    found = planning.fields([case(1, State.DISMISSED), case(2)], 2026)
    assert any("planý poplach" in one for one in found["controls"])


def test_rendered() -> None:
    """As a page: title, tables and days stand on it, also after a year without cases."""
    paper = papers.plan([case(1), case(2)], 2026, OFFICE, AT)
    assert sum(isinstance(block, Grid) for block in paper.blocks) == 2
    shown = text_of(pdf.write(paper))
    for words in ("Podklady pro plán činnosti pověřence na rok 2027", "Odbor sociálních věcí", "15. února 2027", OFFICE.dpo_name):
        assert words in shown.replace("\u00a0", " ")
    assert "Žádná." in text_of(pdf.write(papers.plan([], 2026, OFFICE, AT)))
