"""CZ_WEAPON_LICENCE: only beside its label, old and new."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("zbrojní průkaz č. AL 123456", "AL 123456", "the document until 2025"),
    ("zbrojního průkazu AL123456", "AL123456", "genitive, tight"),
    ("zbrojní oprávnění č. AL 123456", "AL 123456", "the law of 2026"),
    ("zbrojní licence č. 12345678", "12345678", "a licence"),
    ("zbroják AL 123456", "AL 123456", "colloquial"),
    ("průkaz zbraně č. 1234567", "1234567", "a weapon's card"),
    ("zbrojni prukaz al 123456", "al 123456", "no diacritics, small letters"),
    ("ZBROJNÍ PRŮKAZ: AL 123456", "AL 123456", "capitals"),
    ("cislo_zbrojniho_prukazu=AL123456", "AL123456", "a column's name"),
    ("AL 123456 (zbrojní průkaz)", "AL 123456", "the label behind"),
    ("evropský zbrojní pas č. 123456", "123456", "the European pass"),
]

CLEAN = [
    ("AL 123456", "letters and digits are anything"),
    ("zbrojní průkaz skupiny B a E od roku 2020", "groups and a year"),
    ("zákon o zbraních č. 90/2024 Sb.", "a law"),
    ("zbrojní průkaz dle zákona č. 119/2002 Sb.", "the older law"),
    ("zbrojní průkaz předložen, telefon 724123456", "a phone"),
    ("zbrojní výroba 123456 ks", "industry"),
    ("vydáno 123456 zbrojních průkazů", "statistics"),
    ("zbrojní průkaz, částka 123456 Kč", "a sum"),
    ("ZP 123456", "health insurers, gas: anything"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_WEAPON_LICENCE") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No weapon licence."""
    assert acting(text, "CZ_WEAPON_LICENCE") == [], reason
