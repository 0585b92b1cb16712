"""CZ_DATA_MESSAGE: right beside its label, and only there."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("ID zprávy: 1234567890", "1234567890", "a form"),
    ("ID datové zprávy 123456789", "123456789", "spelled out"),
    ("ID DZ 1234567", "1234567", "the abbreviation"),
    ("Datová zpráva č. 123456789 byla doručena.", "123456789", "a sentence"),
    ("dmID=987654321", "987654321", "the interface's name"),
    ("identifikátor datové zprávy\t123456789", "123456789", "a tab"),
    ("číslo datové zprávy je 123456789", "123456789", "a verb between"),
    ("poradi;ID zprávy\n1;123456789", "123456789", "a column"),
    ("K doručence k datové zprávě č. 123456789 chybí příloha.", "123456789", "a delivery note"),
]

CLEAN = [
    ("datová zpráva má 20 MB", "its size"),
    ("datová zpráva o velikosti 12345678 B", "its size in bytes"),
    ("odesláno 1234567 datových zpráv", "how many"),
    ("ID zprávy je povinné", "no number"),
    ("číslo zprávy 123", "too short"),
    ("zpráva 123456789 Kč", "a sum"),
    ("ID zprávy 20. 5. 2024", "a date"),
    ("výroční zpráva č. 12/2024", "another kind of zpráva"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The code as written."""
    assert acting(text, "CZ_DATA_MESSAGE") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No such code."""
    assert acting(text, "CZ_DATA_MESSAGE") == [], reason
