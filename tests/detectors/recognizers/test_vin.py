"""VIN: seventeen characters of a vehicle, and other codes of that length. The VINs are made up; their serials count up."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("TMBJJ7NE5L0123456", "TMBJJ7NE5L0123456", "a Škoda alone"),
    ("VIN: TMBJJ7NE5L0123456", "TMBJJ7NE5L0123456", "with its label"),
    ("vin tmbjj7ne5l0123456", "tmbjj7ne5l0123456", "lower case with its label"),
    ("vozidlo QQ, VIN AAAZZZ1KZAW123456", "AAAZZZ1KZAW123456", "an unknown maker with its label"),
    ("WVWZZZ1KZAW123456", "WVWZZZ1KZAW123456", "a Volkswagen"),
    ("číslo karoserie TMBJJ7NE5L0123456", "TMBJJ7NE5L0123456", "the old name"),
]
CLEAN = [
    ("TMBJJ7NE5L012345", "sixteen"),
    ("TMBJJ7NE5L01234567", "eighteen"),
    ("TMBJJ7NE5O0123456", "the letter O"),
    ("0123456789ABCDE01", "hexadecimal"),
    ("AB12CDEF34GH56789", "a code of no maker"),
    ("WVWZZZ1KZAW12345X", "no four digits at the end"),
    ("key-TMBJJ7NE5L0123456-x", "inside a key"),
    ("12345678901234567", "digits alone"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert values(text, "VIN") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No vehicle."""
    assert values(text, "VIN") == [], reason


def test_the_american_check_digit_is_told() -> None:
    """Where it is right it counts; elsewhere it is no fault."""
    assert only("VIN 1FTFW1CT5DFC10312", "VIN").check is True
    assert only("VIN TMBJJ7NE6L0123456", "VIN").check is None
