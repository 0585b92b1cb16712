"""Shadow AI on a page."""

from __future__ import annotations

from datetime import date

import pytest

from gateway.console.shadow import neighbours
from gateway.record.shadow import Row
from support.console import BEARER, Client, Parts
from support.desk import workplace

ROWS = [Row("gemini", 1240, {date(2026, 11, 2): 1240}, {"odbor <b>kultury</b>": 800, "*": 400}), Row("poe", 2, {}, {})]


def client(rows=ROWS) -> Client:
    return Client(Parts(workplace=workplace(rows=rows)).app())


def test_a_month() -> None:
    """Services by name with their numbers, departments as far as they may be named; this month unless another is asked for."""
    page = client().get("/shadow", headers=BEARER).text
    assert "2026-12" in page
    assert "1\u00a0240" in page
    assert "odbor &lt;b&gt;kultury&lt;/b&gt; 800, ostatní útvary 400" in page
    assert 'href="/tools/gemini">Gemini</a>' in page
    assert "month=2027-01" not in page, "the future is empty"
    assert "V tomto měsíci nikdo nic nezkoušel." in client([]).get("/shadow?month=2026-11", headers=BEARER).text


def test_the_paper() -> None:
    """The month's report to keep, under its own name."""
    answer = client().get("/shadow/2026-11.pdf", headers=BEARER)
    assert answer.content == b"%PDF 2026-11"
    assert answer.headers["content-disposition"] == 'attachment; filename="stinova-ai-2026-11.pdf"'


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "x", "2026-11x", "0000-01"])
def test_what_is_no_month(month: str) -> None:
    """Refused, as a page and as a file."""
    assert client().get(f"/shadow?month={month}", headers=BEARER).status_code == 422
    assert client().get(f"/shadow/{month}.pdf", headers=BEARER).status_code in {404, 200 if month == "0000-01" else 404}


@pytest.mark.parametrize(
    ("month", "around"), [("2026-11", ("2026-10", "2026-12")), ("2026-12", ("2026-11", "2027-01")), ("2027-01", ("2026-12", "2027-02"))]
)
def test_neighbours(month: str, around: tuple[str, str]) -> None:
    """The months before and after, over the turn of the year."""
    assert neighbours(month) == around


def test_it_needs_the_token() -> None:
    """Numbers tell how an office works."""
    assert client().get("/shadow").status_code == 401
    assert client().get("/shadow/2026-11.pdf").status_code == 401
