"""SPAYD: the text of payment QR codes, whole."""

from __future__ import annotations

import pytest

from support.found import only, values

HEAD = "SPD*1.0*ACC:CZ6508000000192000145399"
FOUND = [
    (HEAD, "the account alone"),
    (HEAD + "*AM:450.00*CC:CZK", "a sum"),
    (HEAD + "*AM:450.00*CC:CZK*MSG:PLATBA ZA ZBOZI*X-VS:1234567890", "a message and a symbol"),
    (HEAD + "+GIBACZPX*AM:1*RN:JANA VZOROVA", "the bank and the payee's name"),
    (HEAD.lower(), "lower case"),
]
CLEAN = [
    ("SPD*", "the head alone"),
    ("SPD*1.0*AM:100.00", "no account"),
    ("strana SPD* volby", "another meaning"),
    ("XSPD*1.0*ACC:CZ65", "inside a word"),
]


@pytest.mark.parametrize(("value", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(value: str, reason: str) -> None:
    """The whole string, without what stands behind it."""
    assert values(f"QR: {value}\nděkuji", "SPAYD") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No payment string."""
    assert values(text, "SPAYD") == [], reason


def test_a_wrong_account_inside() -> None:
    """It is a payment string all the same."""
    assert only(HEAD[:-1] + "8", "SPAYD").check is None
