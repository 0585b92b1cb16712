"""Whose a DIČ is."""

from __future__ import annotations

import doctest
from datetime import date

import pytest

from detectors.checks import dic
from detectors.checks.dic import Holder, holder
from support import birth_numbers as bn
from support import numbers

ROWS = [
    (bn.ten(date(1971, 3, 19)), Holder.PERSON, "a birth number"),
    (bn.ten(date(1990, 7, 4), woman=True), Holder.PERSON, "a woman's"),
    (bn.exception(date(1968, 2, 3)), Holder.PERSON, "of the exception"),
    (bn.wrong(bn.ten(date(1971, 3, 19))), Holder.NOBODY, "a wrong check digit"),
    (bn.nine(date(1944, 5, 6)), Holder.PERSON_UNCHECKED, "nine digits"),
    ("640903926", Holder.MADE, "made by the tax office; the Commission's own example"),
    ("640903927", Holder.NOBODY, "the same with a wrong check digit"),
    ("699000001", Holder.LEGAL, "a VAT group"),
    (numbers.ico(7089150), Holder.LEGAL, "an IČO"),
    ("12345678", Holder.LEGAL, "eight digits of whatever check"),
    ("1234567", Holder.NOBODY, "too short"),
    ("12345678901", Holder.NOBODY, "too long"),
]


@pytest.mark.parametrize(("digits", "whose", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_holder(digits: str, whose: Holder, reason: str) -> None:
    """By length, date and check digit."""
    assert holder(digits) is whose, reason


def test_examples() -> None:
    """The docstring's examples are true."""
    assert doctest.testmod(dic).failed == 0
