"""A context word speaks for the nearest number."""

from __future__ import annotations

import pytest

from detectors.context import Context
from detectors.text.view import View

LABEL = Context(r"rodn\w{1,3} cis")

ROWS = [
    ("rodné číslo 7103192745", True, "right before"),
    ("RODNÉHO ČÍSLA: 7103192745", True, "case and inflection"),
    ("rodne cislo 7103192745", True, "no diacritics"),
    ("rodné číslo 710319 7103192745", False, "another number between"),
    ("rodné číslo (viz § 13) 7103192745", True, "a short number between is no other number"),
    ("rodné číslo" + " x" * 40 + " 7103192745", False, "too far"),
    ("7103192745 je moje rodné číslo", True, "after"),
    ("7103192745\nrodné číslo", False, "after, on another line"),
    ("7103192745, 12345, rodné číslo", False, "after another number"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
@pytest.mark.parametrize("asked", [0, 1000], ids=["window", "whole text"])
def test_near(text: str, expected: bool, reason: str, asked: int) -> None:
    """The same answer whether the surroundings or the whole text is searched."""
    view = View(text)
    start = text.index("7103192745")
    for _ in range(asked):
        LABEL.before(view, start)
    assert LABEL.near(view, start, start + 10) is expected, reason


def test_a_stem_of_a_context_word_from_outside() -> None:
    """Words sent with a request are matched against the stems."""
    assert LABEL.matches("rodne cislo")
    assert not LABEL.matches("telefon")


def test_many_questions_cost_one_search() -> None:
    """Past the length of the text, questions are look-ups in one search of the whole."""
    view = View("rodné číslo 7103192745 " * 50)
    for _ in range(200):
        LABEL.before(view, 500)
    assert view._folded is not None
