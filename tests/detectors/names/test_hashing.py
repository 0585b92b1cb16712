"""How features become places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detectors.names.hashing import encode, kind, kinds, number


@given(st.text(max_size=30))
def test_one_byte_a_letter(text: str) -> None:
    """A slice of the bytes is a slice of the word."""
    assert len(encode(text)) == len(text)


def test_kinds_differ() -> None:
    """Two kinds never begin alike, and a kind is always the same."""
    assert len(set(kinds("a b c L LK"))) == 5
    assert kind("a") == kinds("a")[0]


@given(st.integers(0, 2**17))
def test_numbers(value: int) -> None:
    """A number as its digits."""
    assert int(number[value]) == value
