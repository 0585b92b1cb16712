"""CZ_RID: beside its label; the check makes it high, a failing one lower."""

from __future__ import annotations

import pytest

from support.found import only
from support.numbers import acting, rid

RIGHT = rid(4_815_162_342)
WRONG = str(int(RIGHT) + 1)

FOUND = [
    (f"RID {RIGHT}", RIGHT, "the abbreviation"),
    (f"RID: {RIGHT}", RIGHT, "a form"),
    (f"rid={RIGHT}", RIGHT, "a column's name"),
    (f"resortní identifikátor pacienta {RIGHT}", RIGHT, "spelled out"),
    (f"resortním identifikátorem č. {RIGHT}", RIGHT, "inflected"),
    (f"RID {WRONG}", WRONG, "a typing error does not make it somebody else's"),
    ("DRID D123456789", "D123456789", "the temporary one"),
    ("dočasný resortní identifikátor D 123456789", "D 123456789", "spelled out"),
    (f"{RIGHT} (RID)", RIGHT, "the label behind"),
]

CLEAN = [
    (RIGHT, "ten digits alone are anything"),
    (f"objednávka {RIGHT}", "an order"),
    (f"VS {RIGHT}", "a variable symbol"),
    (f"hybrid {RIGHT}", "the end of another word"),
    (f"grid {RIGHT}", "the end of another word"),
    ("D123456789", "a letter and nine digits alone"),
    ("RID 2024", "a year"),
    ("RID (řád pro mezinárodní železniční přepravu nebezpečných věcí) 2023", "the other RID: dangerous goods by rail"),
    ("RID 123456789", "nine digits"),
    ("RID 0123456789", "a zero first"),
    ("RID 12345678901", "eleven digits"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_RID") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No RID."""
    assert acting(text, "CZ_RID") == [], reason


def test_the_check_weighs() -> None:
    """A right check scores more than a wrong one."""
    right, wrong = only(f"RID {RIGHT}", "CZ_RID"), only(f"RID {WRONG}", "CZ_RID")
    assert (right.check, wrong.check) == (True, False)
    assert right.score > 0.9 > wrong.score >= 0.5
