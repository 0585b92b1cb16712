"""CZ_LICENCE_PLATE: every kind of Czech plate, and codes that look like one."""

from __future__ import annotations

import pytest

from support.found import only, values

ALONE = [("4L2 1234", "standard"), ("1AB 2345", "two letters"), ("1AA A000", "Prague since 2025"), ("EL1 23AB", "electric"), ("9Z9 9999", "the last")]
WITH_CONTEXT = [
    ("RZ 4L21234", "4L21234", "tight"),
    ("SPZ: 4L2-1234", "4L2-1234", "with a hyphen"),
    ("vozidlo LBA 12-34", "LBA 12-34", "old, three letters"),
    ("vozidlo LB 12-34", "LB 12-34", "old, two letters"),
    ("SPZ LBA1234", "LBA1234", "old and tight"),
    ("veterán RZ 03V 1234", "03V 1234", "veteran"),
    ("vůz 012 CD 34", "012 CD 34", "diplomatic"),
    ("motocykl 4L 1234", "4L 1234", "a motorcycle"),
    ("auto s RZ BA 123 CD", "BA 123 CD", "Slovak"),
    ("vozidlo BA123CD", "BA123CD", "Slovak and tight"),
    ("RZ: MARTIN01", "MARTIN01", "of the keeper's choice"),
    ("registrační značka vozidla TATRA815", "TATRA815", "of the keeper's choice, the whole label"),
    ("RZ: EL123AB", "EL123AB", "electric, tight"),
    ("registrační značky 4L2 1234", "4L2 1234", "inflected"),
    ("zaparkované auto 4L21234", "4L21234", "a car"),
]
CLEAN = [
    ("třída 3B2 1234", "a class"),
    ("učebna 3B2 1234", "a room"),
    ("kurz 4A1 2024", "a course"),
    ("3B2 2024", "a year behind a class"),
    ("4L21234", "tight without context"),
    ("LBA 12-34", "old without context"),
    ("03V 1234", "a veteran without context"),
    ("012 CD 34", "a diplomat without context"),
    ("MARTIN01", "a user's name"),
    ("vozidlo MARTIN01", "a name beside a car, no label"),
    ("4L2 12345", "five digits"),
    ("A4 1234", "paper"),
    ("4L2-1234-AB", "part of a code"),
    ("4Q2 1234", "no region"),
    ("0A2 1234", "no plate begins with zero"),
    ("verze 2B1 0000", "a version"),
    ("F16 1234", "an aircraft"),
    ("16GB 2400", "memory"),
]


@pytest.mark.parametrize(("value", "reason"), ALONE, ids=[row[1] for row in ALONE])
def test_alone(value: str, reason: str) -> None:
    """As written on the plate it needs no context, and a label raises the score."""
    assert values(f"Viděl jsem {value} včera", "CZ_LICENCE_PLATE") == [value], reason
    assert only(f"RZ {value}", "CZ_LICENCE_PLATE").score > only(value, "CZ_LICENCE_PLATE").score >= 0.5


@pytest.mark.parametrize(("text", "value", "reason"), WITH_CONTEXT, ids=[row[2] for row in WITH_CONTEXT])
def test_with_context(text: str, value: str, reason: str) -> None:
    """What needs its label."""
    assert values(text, "CZ_LICENCE_PLATE") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No plate."""
    assert values(text, "CZ_LICENCE_PLATE") == [], reason
