"""The yearly report handed in, by API and on the page of the year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gateway.record.hand_in import digest_of
from support.cases import CaseHouse
from support.console import BEARER

PAPER = b"%PDF-1.7 podepsana zprava"
BODY = {"who": "Petr Malý", "to": "Jana Nováková, ředitelka", "day": "2027-01-19", "digest": digest_of(PAPER)}
XSS = "<script>alert(1)</script>"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path, now=datetime(2027, 1, 20, 9, tzinfo=UTC))) as opened:
        yield opened


def form(house: CaseHouse, year: int = 2026, file: bytes | None = PAPER, **fields: str) -> Any:
    """The answer to the page's form."""
    files = {"file": ("zprava.pdf", file, "application/pdf")} if file is not None else {"none": ("", b"", "text/plain")}
    return house.client.post(
        f"/cases/year/{year}/handed-in", headers=BEARER, data={"who": "Petr", "to": "Jana", "day": "2027-01-19"} | fields, files=files
    )


def test_by_api(house: CaseHouse) -> None:
    """What was entered is listed with its year, and is an act of the record."""
    made = house.ask("POST", "breaches/report/2026/handed-in", BODY, 201)
    assert {name: made[name] for name in ("who", "to", "day", "digest")} == BODY
    assert made["number"] == 1
    assert house.ask("GET", "breaches/report/2026/handed-in") == {"items": [made]}
    assert house.ask("GET", "breaches/report/2025/handed-in") == {"items": []}
    assert [row.type for row in house.events.page().rows] == ["report.handed_in"]


@pytest.mark.parametrize(
    ("year", "changes", "why"),
    [
        (2027, {}, "the year is not over"),
        (2026, {"day": "2027-01-21"}, "tomorrow"),
        (2026, {"day": "2026-12-31"}, "before its end"),
        (2026, {"digest": "x"}, "no digest"),
        (2026, {"to": ""}, "nobody"),
        (2026, {"who": None}, "behind the token somebody is named"),
        (2026, {"file": "x"}, "an unknown field"),
    ],
)
def test_what_the_api_refuses(house: CaseHouse, year: int, changes: dict[str, Any], why: str) -> None:
    """Nothing of it is entered."""
    given = {name: value for name, value in (BODY | changes).items() if value is not None}
    house.ask("POST", f"breaches/report/{year}/handed-in", given, 422)
    assert house.ask("GET", f"breaches/report/{year}/handed-in") == {"items": []}, why


def test_by_the_page(house: CaseHouse) -> None:
    """The file is told by its digest and kept nowhere; the year's page, the register and the inbox say that it was handed in."""
    assert "Předání zprávy zatím není zapsané" in house.client.get("/cases", headers=BEARER).text
    assert "není zapsané" in house.client.get("/cases/year/2026", headers=BEARER).text
    answer = form(house, to=XSS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases/year/2026#handed-in")
    for page in ("/cases/year/2026", "/cases/register"):
        shown = house.client.get(page, headers=BEARER).text
        assert digest_of(PAPER) in shown
        assert "19.\u00a01.\u00a02027" in shown
        assert XSS not in shown
    assert "Předání zprávy" not in house.client.get("/cases", headers=BEARER).text
    assert not [path for path in house.folder.rglob("*") if path.is_file() and PAPER in path.read_bytes()]


@pytest.mark.parametrize(
    ("fields", "file", "said"),
    [
        ({"to": ""}, PAPER, "Uveďte, komu"),
        ({"day": "vcera"}, PAPER, "Den předání"),
        ({"day": "2027-02-01"}, PAPER, "Den předání"),
        ({"who": ""}, PAPER, "Uveďte, kdo"),
        ({}, None, "Vyberte soubor"),
        ({}, b"", "Vyberte soubor"),
    ],
)
def test_what_the_page_refuses(house: CaseHouse, fields: dict[str, str], file: bytes | None, said: str) -> None:
    """The page comes back and says what is missing; nothing is entered."""
    answer = form(house, file=file, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert house.ask("GET", "breaches/report/2026/handed-in") == {"items": []}


def test_no_form_for_a_year_that_is_not_over(house: CaseHouse) -> None:
    """There is nothing to hand in yet."""
    assert "handed-in" not in house.client.get("/cases/year/2027", headers=BEARER).text
    assert form(house, 2027).status_code == 422


def test_a_large_form_is_not_read(house: CaseHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused."""
    monkeypatch.setattr("gateway.console.hand_ins.LARGEST", 1000)
    assert form(house, file=b"x" * 2000).status_code == 413
