"""Comma-separated values."""

from __future__ import annotations

import pytest

from gateway.extract.documents.csv_table import delimiter
from support.documents import places, text

TABLES = [
    ("jméno;rč\nNovák;7103192745\n", ";"),
    ("jméno,rč\nNovák,7103192745\n", ","),
    ("jméno\trč\nNovák\t7103192745\n", "\t"),
    ("jedno slovo\ndruhé slovo\n", None),
    ('a;b\n"dlouhá\nbuňka\nx";c\nd;e\n', ";"),
]


@pytest.mark.parametrize(("content", "expected"), TABLES)
def test_delimiters(content: str, expected: str | None) -> None:
    """What stands in most lines."""
    assert delimiter(content) == expected


def test_cells() -> None:
    """Line and column; quotes are taken off, so that a value is whole."""
    content = 'jméno;číslo OP\n"Novák; Jan";"123456789"\n'.encode("cp1250")
    assert "Novák; Jan\t123456789" in text(content, "text/csv", "a.csv")
    assert (("table", 1), ("line", 2), ("column", 2)) in places(content, "123456789", "a.csv")
