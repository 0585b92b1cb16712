"""Numbers taken apart are put together; tables, dates and columns of numbers are left as they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.change import Proof
from detectors.text.spread import LONGEST, SHORTEST, changes
from detectors.text.view import View

ROWS = [
    ("7 1 0 3 1 9 / 2 7 4 5", ["710319/2745"], "digit by digit"),
    ("7.1.0.3.1.9.2.7.4.5", ["7103192745"], "with dots"),
    ("7-1-0-3-1-9-2-7-4-5", ["7103192745"], "with dashes"),
    ("71 03 19 27 45", ["7103192745"], "in pairs"),
    ("rč 7 1 0 3 1 9 2 7 4 5.", ["7103192745"], "the full stop of the sentence stays outside"),
    ("C Z 6 5 0 8 0 0 0 0 0 0 1 9 2 0 0 0 1 4 5 3 9 9", ["CZ6508000000192000145399"], "an IBAN with its country"),
    ("RČ 7103\n19/2745 x", [""], "a line end inside"),
    ("RČ 7103\r\n192745 x", [""], "a line end of Windows"),
    ("710319/2745", [], "nothing to do"),
    ("724 123 456", [], "groups of three are as they should be"),
    ("1. 2. 2024 a 3. 4. 2025", [], "dates"),
    ("1 2 3 4 5", [], "too few"),
    ("192.168.1.10", [], "an address of a network"),
    ("1 " * 60, [], "a row of a table"),
    ("2020\n2021\n2022", [], "a column"),
    ("724123456\n724123457", [], "two whole numbers"),
    ("12\n34", [], "too short to be one"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_table(text: str, expected: list[str], reason: str) -> None:
    """One row, one spelling."""
    assert [change.read for change in changes(View(text))] == expected, reason


def test_proof() -> None:
    """A number over two lines needs a context word; digits taken apart need that or their check digits."""
    assert [c.proof for c in changes(View("7 1 0 3 1 9 2 7 4 5"))] == [Proof.CHECK]
    assert [c.proof for c in changes(View("7103\n192745"))] == [Proof.CONTEXT]


@given(st.text(st.sampled_from("0179 ./-\nCZa"), max_size=80))
def test_in_order_and_inside(text: str) -> None:
    """Changes never overlap, and none reaches out of the text."""
    view = View(text)
    done = 0
    for change in changes(view):
        assert done <= change.start < change.end <= len(view.text)
        done = change.end


@given(st.lists(st.sampled_from(["7103", "192745", "1", "22", "333", "710319/2745", "\n", "\r\n", " \n ", "\n\n", " ", ", "]), max_size=16))
def test_numbers_over_two_lines(pieces: list[str]) -> None:
    """Two numbers with nothing but a line's end between are one where they have enough digits and no third stands so beside them."""
    view = View("".join(pieces))
    numbers, text = view.numbers, view.text
    broken = [re.fullmatch(r"[ \t]{0,4}\r?\n[ \t]{0,4}", text[a[1] : b[0]]) is not None for a, b in zip(numbers, numbers[1:], strict=False)]
    counts = [sum(c.isdigit() for c in text[a:b]) for a, b in numbers]
    expected = [
        (numbers[i][1], numbers[i + 1][0])
        for i, here in enumerate(broken)
        if here
        and not any(broken[max(i - 1, 0) : i] + broken[i + 1 : i + 2])
        and min(counts[i : i + 2]) < SHORTEST <= sum(counts[i : i + 2]) <= LONGEST
    ]
    assert [(c.start, c.end) for c in changes(view) if c.proof is Proof.CONTEXT] == expected
