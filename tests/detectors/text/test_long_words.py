"""Long words that are no ordinary words."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.characters import CODING, TABLE
from detectors.text.long_words import SHORTEST, is_ordinary, long_words
from detectors.text.view import View


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("elektronizace Administrativa, (zaměstnavatele)", [], "ordinary words, with what stands around words"),
        ("krátká 123 a/b", [], "short"),
        ("NzEwMzE5LzI3NDU= a NzEwMzE5LzI3NDU=", ["NzEwMzE5LzI3NDU=", "NzEwMzE5LzI3NDU="], "the same twice, each in its place"),
        ("ADMINISTRATIVA administraTiva", ["ADMINISTRATIVA", "administraTiva"], "capitals that no ordinary word has"),
        ("xNzEwMzE5LzI3 NzEwMzE5LzI3", ["xNzEwMzE5LzI3", "NzEwMzE5LzI3"], "one that stands in another too"),
    ],
)
def test_long_words(text: str, expected: list[str], reason: str) -> None:
    """Where they stand."""
    assert [text[a:b] for a, b in long_words(View(text))] == expected, reason


@given(st.text(st.sampled_from("aaaaaaěBÚ1.„,-/?ªˇ→й \n\t\u00a0\u2003\x1c"), max_size=200))
def test_they_are_the_words_of_the_text(text: str) -> None:
    """Every word that is long enough and not ordinary, and nothing else."""
    view = View(text)
    assert [view.text[a:b] for a, b in long_words(view)] == [w for w in view.text.split() if len(w) >= SHORTEST and not is_ordinary(w)]


def test_every_space_has_a_place_in_the_coding() -> None:
    """A space that had none would be a sign of a word."""
    assert all(TABLE[char].encode(CODING).isspace() for char in map(chr, range(sys.maxunicode + 1)) if char.isspace())
