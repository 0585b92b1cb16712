"""IBAN of every country, and the domestic sums."""

from __future__ import annotations

import doctest

import pytest

from detectors.finance import iban

ROWS = [
    ("CZ6508000000192000145399", True, "the Czech example"),
    ("SK3112000000198742637541", True, "the Slovak example of the registry"),
    ("DE89370400440532013000", True, "German"),
    ("GB29NWBK60161331926819", True, "with letters"),
    ("NO9386011117947", True, "the shortest"),
    ("MT84MALT011000012345MTLCAST001S", True, "a long one"),
    ("CZ6508000000192000145398", False, "a wrong digit"),
    ("CZ650800000019200014539", False, "too short"),
    ("XX6508000000192000145399", False, "no such country"),
    ("DE893704004405320130000", False, "too long for the country"),
]


@pytest.mark.parametrize(("value", "right", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_mod_97(value: str, right: bool, reason: str) -> None:
    """The country's length and mod 97."""
    assert iban.is_iban(value) is right, reason


def test_domestic() -> None:
    """The Czech account inside has sums of its own; other countries have no such rule here."""
    assert doctest.testmod(iban).failed == 0
    assert iban.domestic("CZ6508000000192000145399") is True
    assert iban.domestic("CZ6508000000192000145398") is False
    assert iban.domestic("DE89370400440532013000") is None
