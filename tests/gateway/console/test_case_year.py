"""The register as a page, and a year in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.console.case_year import ROWS, charts, numbers, of_year
from support.breach import incident
from support.cases import CaseHouse
from support.console import BEARER

XSS = "<script>alert(1)</script>"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        opened.ask("POST", "breaches", {"who": XSS, "title": XSS, "department": XSS, "tool": "openai"}, 201)
        yield opened


@pytest.mark.parametrize("path", ["/cases/register", "/cases/year/2026"])
def test_pages_are_harmless_and_lead_to_the_files(house: CaseHouse, path: str) -> None:
    """What was written is letters; the tables and papers are a link away, and each link answers."""
    answer = house.client.get(path, headers=BEARER)
    assert answer.status_code == 200
    assert XSS not in answer.text
    assert "&lt;script&gt;" in answer.text
    link = "/api/v1/breaches/register?form=xlsx" if path.endswith("register") else "/api/v1/breaches/report/2026?form=docx"
    assert f'href="{link}"' in answer.text
    assert house.client.get(link, headers=BEARER).status_code == 200


def test_a_year_without_cases(house: CaseHouse) -> None:
    """Says so."""
    assert "není žádný případ" in house.client.get("/cases/year/2020", headers=BEARER).text


def test_the_register_goes_page_by_page(house: CaseHouse) -> None:
    """The newest first; older ones are a link away, and the page says how many it leaves out, also on paper."""
    for _ in range(ROWS):
        house.ask("POST", "breaches", {"who": "osoba", "title": "Další", "tool": "openai"}, 201)
    newest = house.client.get("/cases/register", headers=BEARER).text
    assert f"2026-{ROWS + 1:04d}" in newest
    assert "/cases/2026-0001" not in newest
    assert 'href="/cases/register?before=2026-0002">Starší případy (1)' in newest
    assert "Starších případů, které na této stránce nejsou: 1." in newest
    older = house.client.get("/cases/register?before=2026-0002", headers=BEARER).text
    assert "/cases/2026-0001" in older
    assert "Starší případy" not in older
    assert house.client.get("/cases/register?before=x", headers=BEARER).status_code == 422


def test_numbers_are_those_of_the_report() -> None:
    """An incident that was told in time, in the year in which it was found out."""
    case, _ = incident()
    assert of_year([case], 2025) == []
    assert numbers(of_year([case], 2026)) == {"cases": 1, "incidents": 1, "dismissed": 0, "notified": 1, "told": 1, "late": 0}
    assert [chart.title for chart in charts([case], str.title, "cs")] == [
        "Případy podle měsíců",
        "Případy podle druhu údajů",
        "Případy podle nástroje",
    ]
