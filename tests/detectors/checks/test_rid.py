"""The check of a RID: divisible by 13, not by 11, so never a birth number."""

from __future__ import annotations

import doctest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detectors.checks import rid
from support import birth_numbers, numbers


@given(st.integers(1_000_000_000, 9_999_999_000))
def test_made_ones_pass(start: int) -> None:
    """The next RID passes, its neighbours do not."""
    right = numbers.rid(start)
    assert rid.passes(right)
    assert not rid.passes(str(int(right) + 1))


@given(st.dates(date(1955, 1, 1), date(1985, 12, 31)))
def test_no_birth_number_is_one(born: date) -> None:
    """The two are disjoint by construction."""
    assert not rid.passes(birth_numbers.ten(born))


def test_shape() -> None:
    """Ten digits, no zero first."""
    assert not rid.passes("0000000013")
    assert not rid.passes("13")


def test_examples() -> None:
    """The docstring's examples are true."""
    assert doctest.testmod(rid).failed == 0
