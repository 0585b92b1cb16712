"""UNION: membership; a department is none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je členem odborů.", ["členem odborů"], "membership"),
    ("Srážka ze mzdy na odbory: Jan Novák, 1 %", ["Srážka ze mzdy na odbory"], "a deduction"),
    ("Zaměstnankyně vstoupila do odborů.", ["vstoupila do odborů"], "a role"),
    ("Jan Novák, předseda odborové organizace", ["předseda odborové organizace"], "an officer"),
    ("Jan Novák platí odborový příspěvek.", ["odborový příspěvek"], "dues"),
]

CLEAN = [
    ("Odbor informatiky a Jan Novák připravili podklady.", "a department"),
    ("Vedoucí odboru školství pan Novák svolal poradu.", "a head"),
    ("Jan Novák přešel z odboru dopravy do odboru majetku.", "a move"),
    ("Porady odborů se účastní Jan Novák.", "departments"),
    ("Příspěvková organizace odboru kultury, ředitel Jan Novák.", "an organisation of a department"),
    ("Odborný posudek zpracoval Jan Novák.", "an expert"),
    ("Jan Novák je odborník na stavby.", "a specialist"),
    ("Odborář má právo na informace.", "no person"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "UNION") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "UNION") == [], reason
