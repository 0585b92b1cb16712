"""Shapes and neighbours of words."""

from __future__ import annotations

import pytest

from detectors.names.tokens import Shape
from support.tokens import tokens


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Novák", Shape.CAPITALISED),
        ("NOVÁK", Shape.UPPER),
        ("J.", Shape.INITIAL),
        ("novák", Shape.LOWER),
        ("Ing.", Shape.TITLE),
        ("Mgr", Shape.TITLE),
        ("gen", Shape.LOWER),
        ("S3", Shape.OTHER),
        (",", Shape.OTHER),
        ("\n", Shape.LINE),
        ("X" * 100, Shape.OTHER),
        ("iPhone", Shape.OTHER),
    ],
)
def test_shape(text: str, shape: Shape) -> None:
    """One word, one shape."""
    assert tokens(text).shapes[0] is shape


@pytest.mark.parametrize(("text", "index", "begins"), [("Novák", 0, True), ("a. Novák", 2, True), ("a Novák", 1, False), ("„Novák", 1, True), ("a\nNovák", 2, True)])
def test_begins_sentence(text: str, index: int, begins: bool) -> None:
    """A capital at the start of a sentence or line may mean nothing."""
    assert tokens(text).begins_sentence(index) is begins


def test_before_skips_a_full_stop() -> None:
    """The word before, over the stop of its abbreviation, but not over a line break."""
    t = tokens("ul. Novákova\nJan")
    assert t.word(t.before(2)) == "ul"
    assert t.before(4) == -1
    assert t.word(99) == ""
