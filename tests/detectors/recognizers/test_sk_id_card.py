"""SK_ID_CARD: beside its Slovak label."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("občiansky preukaz č. EA 123456", "EA 123456", "the whole name"),
    ("občianskeho preukazu EA123456", "EA123456", "genitive, tight"),
    ("číslo občianskeho preukazu: HB123456", "HB123456", "its number"),
    ("obciansky preukaz ea123456", "ea123456", "no diacritics, small letters"),
    ("OBČIANSKY PREUKAZ EA 123456", "EA 123456", "capitals"),
    ("preukaz totožnosti č. EA 123456", "EA 123456", "the other name"),
    ("občiansky preukaz (Jana Vzorná) EA 123456", "EA 123456", "the holder between"),
]

CLEAN = [
    ("EA 123456", "letters and digits are anything"),
    ("občiansky preukaz predložený, telefon 0905 123 456", "a phone"),
    ("občiansky zákonník č. 40/1964 Zb.", "a law"),
    ("občianske združenie EA 123456", "an association"),
    ("členský preukaz EA 123456", "a club's"),
    ("občiansky preukaz č. 12", "too short"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "SK_ID_CARD") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No Slovak card."""
    assert acting(text, "SK_ID_CARD") == [], reason
