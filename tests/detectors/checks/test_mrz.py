"""The check digits of a machine-readable zone, against another way of counting them and Doc 9303's own specimen."""

from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from detectors.checks import mrz
from support import zones

FIELDS = st.text(zones.ALPHABET + "<", max_size=40)


@given(FIELDS)
def test_the_same_as_counted_otherwise(field: str) -> None:
    """Two ways of counting agree."""
    assert str(mrz.digit(field)) == zones.digit(field)


@given(FIELDS.filter(bool))
def test_passes(field: str) -> None:
    """Its own digit passes, and no other."""
    assert mrz.passes(field, zones.digit(field))
    assert not mrz.passes(field, str((mrz.digit(field) + 1) % 10))


def test_misread() -> None:
    """Letters where digits must stand are read as digits; a filler is right only for an empty field."""
    assert mrz.mended("O1ZS") == "0125"
    assert mrz.passes("<<<<", "<")
    assert not mrz.passes("123<", "<")


def test_examples() -> None:
    """The docstring's examples are true."""
    assert doctest.testmod(mrz).failed == 0
