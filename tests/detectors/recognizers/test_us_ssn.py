"""Social security numbers of the United States. All are of areas that are never issued or of taxpayer numbers made up here."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("SSN 914-27-6083", "914-27-6083", "a taxpayer number beside its label"),
    ("contact, SSN 987-65-4329, card", "987-65-4329", "in a list"),
    ("914-27-6083", "914-27-6083", "alone, with hyphens"),
    ("občan USA, 914-27-6083 dle pasu", "914-27-6083", "in Czech"),
    ("social security number 914276083", "914276083", "without hyphens beside its label"),
    ("ITIN: 914 27 6083", "914 27 6083", "with spaces beside its label"),
]
CLEAN = [
    ("000-12-3456", "an area that is none"),
    ("666-12-3456", "another"),
    ("914-00-6083", "no group"),
    ("914-27-0000", "no serial number"),
    ("914276083", "nine digits without a label"),
    ("kód 914-27-60831", "five digits at the end"),
    ("díl 1914-27-6083", "four at the beginning"),
    ("A-914-27-6083", "inside a code"),
    ("914-27-6083-2", "a longer code"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert values(text, "US_SSN") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """None of them."""
    assert values(text, "US_SSN") == [], reason
