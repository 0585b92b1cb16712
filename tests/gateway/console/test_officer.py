"""The inbox and the report on behalf of somebody, over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.cases import CaseHouse
from support.console import BEARER

FORM = {"title": "Ztracený disk", "left": "true", "who": "Jana Vzorová", "detected": "2026-11-20T14:00:00"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        yield opened


def test_a_report_for_somebody(house: CaseHouse) -> None:
    """It opens a case and leads to it; the time of receipt is that moment, other times are Prague's."""
    shown = house.client.get("/cases/new", headers=BEARER).text
    assert "Přijato 20.\u00a011.\u00a02026\u00a014:20:00" in shown
    assert 'value="2026-11-20T14:20:00"' in shown, "prefilled"
    answer = house.client.post("/cases/new", headers=BEARER, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases/2026-0001")
    times = house.port.breaches.case("2026-0001").times
    assert times["detected"].isoformat() == "2026-11-20T13:00:00+00:00"
    assert times["reported"] == house.now


def test_a_report_that_says_nothing(house: CaseHouse) -> None:
    """It comes back with what is missing and with what was written."""
    answer = house.client.post("/cases/new", headers=BEARER, data=FORM | {"title": "", "recipient": "neznámá adresa"})
    assert answer.status_code == 422
    assert "Co se stalo, jednou větou" in answer.text
    assert "neznámá adresa</textarea>" in answer.text


@pytest.mark.parametrize(
    ("now", "year", "why"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), None, "still the old year in Prague"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), 2026, "the first minute of the new one"),
        (datetime(2027, 1, 31, 22, 59, tzinfo=UTC), 2026, "its last day"),
        (datetime(2027, 1, 31, 23, 0, tzinfo=UTC), None, "February"),
    ],
)
def test_the_yearly_report_is_due_in_january(house: CaseHouse, now: datetime, year: int | None, why: str) -> None:
    """The inbox says so, and leads to the year's numbers and papers."""
    house.now = now
    shown = house.client.get("/cases", headers=BEARER).text
    assert (f'href="/cases/year/{year}"' in shown and "31.\u00a0ledna\u00a02027" in shown) is (year is not None), why


def test_the_inbox_is_loud_first(house: CaseHouse) -> None:
    """What may have left and is not classified comes first, then running clocks, then the rest; closed cases behind a link."""
    for title, left in (("prvni", True), ("druha", False), ("treti", True), ("ctvrta", True)):
        house.ask("POST", "breaches", {"who": "A", "title": title, "left": left}, 201)
    for number, kind in (("2026-0003", "incident"), ("2026-0004", "none")):
        case = house.step(house.ask("GET", f"breaches/{number}"), "receive")
        house.step(case, "classify", **{"as": kind}, why="x")
    shown = house.client.get("/cases", headers=BEARER).text
    order = [shown.index(title) for title in ("prvni", "treti", "druha")]
    assert order == sorted(order)
    assert "ctvrta" not in shown
    assert "Zobrazit uzavřené (1)" in shown
    assert "data-until=" in shown, "the script counts down what the server said"
    assert "ctvrta" in house.client.get("/cases?over=1", headers=BEARER).text
