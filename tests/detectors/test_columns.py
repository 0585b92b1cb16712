"""Heads of tables speak for the cells below them."""

from __future__ import annotations

import pytest

from detectors.columns import cells_below, head_of, tables
from detectors.text.view import View

CSV = "Jméno;Datum narození;RZ\nJan;1. 1. 1990;4L2 1234\nEva;2. 2. 1991;\n\nkonec"
MARKDOWN = "| jméno | RZ |\n|---|---|\n| Jan | AB |\n| Eva | CD |"

ROWS = [
    (CSV, "2. 2. 1991", "datum narozeni", "two rows below"),
    (CSV, "4L2", "rz", "the last column"),
    (CSV, "Datum", "", "the head itself"),
    (CSV, "konec", "", "behind the table"),
    (MARKDOWN, "CD", "rz", "Markdown"),
    ("a\tb\n1\t2", "2", "b", "tabs"),
    ('"a","b","c"\n1,2,3', "3", "c", "commas with quotes"),
    ("Dobrý den, prosím, odpovězte, děkuji\na pak, prosím, zítra", "zítra", "", "prose with commas"),
    ("jeden řádek", "řádek", "", "one line"),
]


@pytest.mark.parametrize(("text", "value", "head", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_head(text: str, value: str, head: str, reason: str) -> None:
    """The head of a cell's column, folded."""
    assert head_of(View(text), text.index(value)) == head, reason


def test_cells_below() -> None:
    """Every cell that is not empty, without white space and quotes; only a few heads of one text are followed."""
    view = View(CSV)
    cells = [CSV[a:b] for a, b in cells_below(view, CSV.index("Datum"), "x")]
    assert cells == ["1. 1. 1990", "2. 2. 1991"]
    assert [CSV[a:b] for a, b in cells_below(view, CSV.index("Eva"), "x")] == []
    for _ in range(10):
        list(cells_below(view, 0, "x"))
    assert list(cells_below(view, 0, "x")) == []


def test_tables() -> None:
    """Each table by its head and its end; a line alone and prose are none."""
    text = "Dobrý den,\n\nrok;počet\n2024;5\n2025;6\nkonec\na;b"
    view = View(text)
    assert [(text[head:body], text[body:end]) for head, body, end in tables(view)] == [("rok;počet\n", "2024;5\n2025;6\n")]
    assert not list(tables(View("jedna věta")))
