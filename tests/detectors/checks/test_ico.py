"""The check digit of an IČO, against the published steps written out in the tests' own way."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.checks import ico
from support import numbers


@given(st.integers(1, 9_999_999))
def test_made_numbers_pass_and_no_other_last_digit_does(seven: int) -> None:
    """Of the ten last digits exactly one passes."""
    right = numbers.ico(seven)
    assert [ico.passes(right[:7] + last) for last in "0123456789"].count(True) == 1
    assert ico.passes(right)


@given(st.integers(10_000, 99_999))
def test_dropped_zeros_are_thought_back(short: int) -> None:
    """Six digits are the same number with its zeros."""
    right = numbers.ico(short)
    assert ico.passes(right.lstrip("0"))


@pytest.mark.parametrize("digits", ["", "1", "12345", "123456789", "00000000", "0000000"])
def test_none_of_these(digits: str) -> None:
    """Too short, too long, nothing but zeros."""
    assert not ico.passes(digits)


def test_examples() -> None:
    """The docstring's examples are true."""
    assert doctest.testmod(ico).failed == 0
