"""CZ_CLIENT_NUMBER: beside its label only."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("IK MPSV: 1234567890", "1234567890", "the abbreviation"),
    ("identifikátor klienta MPSV 1234567890", "1234567890", "spelled out"),
    ("IK klienta MPSV je 1234567890", "1234567890", "a verb between"),
    ("číslo klienta úřadu práce 1234567890", "1234567890", "the labour office's"),
    ("jmeno;IK MPSV\nx;1234567890", "1234567890", "a column"),
]

CLEAN = [
    ("1234567890", "ten digits alone"),
    ("MPSV vyplatilo 1234567890 Kč", "a sum"),
    ("číslo klienta 1234567890", "a shop's client"),
    ("IK MPSV 123", "too short"),
    ("MPSV, IK uvede žadatel", "no number"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The code as written."""
    assert acting(text, "CZ_CLIENT_NUMBER") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No such code."""
    assert acting(text, "CZ_CLIENT_NUMBER") == [], reason
