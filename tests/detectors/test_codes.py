"""Runs of letters and digits, wherever the digits stand in them."""

from __future__ import annotations

import pytest

from detectors.codes import codes
from detectors.text.view import View

ROWS = [
    ("4L2 1234", ["4L2"], "a letter behind"),
    ("12 34 5A6", ["5A6"], "behind a row of numbers"),
    ("CZ65 0800", ["CZ65"], "letters before"),
    ("qkbaa2n", ["qkbaa2n"], "a digit inside"),
    ("TMBJJ7NE5L0123456,", ["TMBJJ7NE5L0123456"], "several digits"),
    ("A1 B2 C3", ["A1", "B2", "C3"], "several codes"),
    ("1234 ahoj č12", [], "no ASCII letter beside a digit"),
    ("x" * 60 + "1", ["x" * 40 + "1"], "cut on the left"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_codes(text: str, expected: list[str], reason: str) -> None:
    """Each run once, in order."""
    assert [text[a:b] for a, b in codes(View(text))] == expected, reason
