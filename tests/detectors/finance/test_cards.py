"""Issuers' first digits, lengths, and Luhn's sum. The numbers are those that payment gateways publish for tests."""

from __future__ import annotations

import doctest

import pytest

from detectors.finance import cards

ROWS = [
    ("4111111111111111", True, "Visa"),
    ("5555555555554444", True, "Mastercard"),
    ("2223003122003222", True, "Mastercard, new range"),
    ("378282246310005", True, "American Express"),
    ("30569309025904", True, "Diners Club"),
    ("6011111111111117", True, "Discover"),
    ("3530111333300000", True, "JCB"),
    ("6304000000000000", True, "Maestro"),
    ("411111111111111", False, "Visa of 15 digits"),
    ("1234567890123456", False, "nobody's first digits"),
    ("4444444444444448", False, "one digit repeated"),
]


@pytest.mark.parametrize(("digits", "right", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_brand(digits: str, right: bool, reason: str) -> None:
    """Whether an issuer gives such numbers."""
    assert cards.has_brand(digits) is right, reason


def test_luhn() -> None:
    """The docstring's example, and any one digit changed."""
    assert doctest.testmod(cards).failed == 0
    assert not any(cards.luhn("411111111111111" + str(d)) for d in (0, 2, 3, 4, 5, 6, 7, 8, 9))
