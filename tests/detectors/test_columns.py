"""Heads of tables speak for the cells below them."""

from __future__ import annotations

import pytest

from detectors.columns import cells_below, head_of, may_head, tables
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


@pytest.mark.parametrize(
    ("text", "word", "expected", "reason"),
    [
        (CSV, "Datum", True, "the head of a table"),
        (MARKDOWN, "RZ", True, "Markdown"),
        (CSV, "konec", False, "behind the table"),
        ("Uveďte, jaké doklady, kdy a kde.\n\nDěkuji, moc, zdravím", "doklady", False, "prose"),
        ("doklad;pas", "pas", False, "one line"),
        ("a;doklad\n1;2", "doklad", True, "the last line without an end"),
        (f"{'x' * 3000} doklad;a\n1;2", "doklad", False, "too far from the beginning of its line"),
        (f"doklad;{'x' * 5000}\n1;2", "doklad", True, "a line too long to look at is read"),
    ],
)
def test_may_head(text: str, word: str, expected: object, reason: str) -> None:
    """A place may stand in a head only where its line and the next are rows."""
    assert may_head(View(text), [text.index(word)]) is expected, reason


class Counted(str):
    """A text that counts how often it is searched for a sign."""

    __slots__ = ("searched",)

    def __contains__(self, sign: object) -> bool:
        self.searched = getattr(self, "searched", 0) + 1
        return super().__contains__(sign)  # type: ignore[operator]


def test_an_endless_line_is_searched_once() -> None:
    """However many labels and numbers ask for their column: each search for a line's end would take the length of the text."""
    view = View("nar. 1 " * 100)
    view.text = text = Counted(view.text)
    for at in range(0, 700, 7):
        assert head_of(view, at) == ""
        assert list(cells_below(view, at, "test")) == []
    assert text.searched == 1
