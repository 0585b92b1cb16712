"""The sums of Czech accounts."""

from __future__ import annotations

import doctest

import pytest

from detectors.finance import accounts

ROWS = [
    ("19", "2000145399", True, "the published example"),
    ("34278", "727558021", True, "a long prefix"),
    ("", "2000145399", True, "no prefix"),
    ("19", "2000145398", False, "the number's last digit"),
    ("18", "2000145399", False, "the prefix's last digit"),
    ("", "0000000000", False, "fewer than two digits other than zero"),
    ("", "12345678901", False, "too long"),
    ("1234567", "2000145399", False, "prefix too long"),
]


@pytest.mark.parametrize(("prefix", "number", "right", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_sums(prefix: str, number: str, right: bool, reason: str) -> None:
    """Both sums must be divisible by 11."""
    assert accounts.is_account(prefix, number) is right, reason


def test_examples_and_banks() -> None:
    """The docstrings are true and the codes are the list's."""
    assert doctest.testmod(accounts).failed == 0
    assert accounts.is_bank("0800")
    assert not accounts.is_bank("0801")
