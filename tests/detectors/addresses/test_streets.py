"""What stands before a house number."""

from __future__ import annotations

import pytest

from detectors.addresses.streets import read_street

ROWS = [
    ("bydlí Lipová 12", "Lipová", False, False, "one word"),
    ("Bytem Lipová 12", "Lipová", False, False, "a label with a capital"),
    ("ul. Na Výsluní 12", "Na Výsluní", True, False, "a street's word"),
    ("ze Smetanovo nábřeží 12", "Smetanovo nábřeží", True, False, "the word behind"),
    ("Dolní Lhota č. p. 12", "Dolní Lhota", False, True, "a village"),
    ("na 17. listopadu 12", "17. listopadu", False, False, "a day"),
    ("nám. T. G. Masaryka 12", "T. G. Masaryka", True, False, "initials"),
]


@pytest.mark.parametrize(("text", "name", "kind", "mark", "reason"), ROWS, ids=[row[4] for row in ROWS])
def test_read(text: str, name: str, kind: bool, mark: bool, reason: str) -> None:
    """The name, and what says that it is a street or a village."""
    street = read_street(text, text.rindex("12"))
    assert street is not None, reason
    assert (street.name, street.kind, street.mark) == (name, kind, mark), reason


@pytest.mark.parametrize("text", ["Příloha 12", "a má 12", "Windows 12", "§ 12", "12", "Odbor dopravy 12", "Zákon č. 12"])
def test_none(text: str) -> None:
    """Other words before a number."""
    assert read_street(text, text.rindex("12")) is None
