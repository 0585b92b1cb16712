"""CREDIT_CARD: the numbers that payment gateways publish for tests, and long numbers that are none."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("4111 1111 1111 1111", "in groups"),
    ("4111111111111111", "together"),
    ("4111-1111-1111-1111", "hyphens"),
    ("4111\u00a01111\u00a01111\u00a01111", "hard spaces"),
    ("5555 5555 5555 4444", "Mastercard"),
    ("2223003122003222", "Mastercard, new range"),
    ("3782 822463 10005", "American Express in its groups"),
    ("378282246310005", "American Express"),
    ("30569309025904", "Diners Club"),
]
CLEAN = [
    ("4111 1111 1111 1112", "a wrong sum"),
    ("1234 5678 9012 3452", "a right sum, nobody's first digits"),
    ("zásilka č. 4111111111111111", "a parcel"),
    ("EAN 4012888888881881", "a bar code"),
    ("4111 1111 1111 1111 2222 3333", "a longer row of groups"),
    ("41111111111111111111", "twenty digits"),
    ("4000000000006", "thirteen digits alone"),
    ("1700000000000", "milliseconds"),
    ("ID dokumentu 4111111111111111", "a document"),
    ("4111111111111111.25", "a decimal"),
    ("a4111111111111111", "a code"),
    ("CZ6508000000192000145399", "an IBAN"),
]


@pytest.mark.parametrize(("value", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(value: str, reason: str) -> None:
    """The number as written."""
    assert values(f"Platil jsem {value} včera", "CREDIT_CARD") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No card."""
    assert values(text, "CREDIT_CARD") == [], reason


def test_with_its_label() -> None:
    """A label raises the score, keeps a typing error, and carries the date behind."""
    assert only("karta 4111 1111 1111 1111 12/27", "CREDIT_CARD").score > only("4111 1111 1111 1111", "CREDIT_CARD").score
    typo = only("číslo karty 4111 1111 1111 1112", "CREDIT_CARD")
    assert (typo.check, typo.score) == (False, 0.55)
    assert values("Visa 4000000000006", "CREDIT_CARD") == ["4000000000006"]
