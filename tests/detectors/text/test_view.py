"""The shared view of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import NotScanned
from detectors.text import view as module
from detectors.text.view import View


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("bez čísel", []),
        ("zákon č. 108/2006 Sb.", ["108/2006"]),
        ("724 123 456, 603 111 222", ["724 123 456", "603 111 222"]),
        ("710319/\n2745", ["710319/\n2745"]),
        ("(485) 226 111", ["485) 226 111"]),
        ("1;2;3", ["1", "2", "3"]),
        ("5\n6", ["5", "6"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    """A number ends where no number goes on."""
    assert [text[a:b] for a, b in View(text).numbers] == numbers


@given(st.text(st.sampled_from("0011223OolI./|_\\-()+ \t\n,x?čé→²７\u00a0\u200b"), max_size=80))
def test_numbers_as_they_are_said(text: str) -> None:
    """Digits, and between digits what may stand inside one number, in any spelling and beside anything."""
    said = re.compile(r"[0-9](?:[0-9OolI]|[ \t]?[./|_\\\-()+][ \t]?\n?[ \t]{0,4}(?=[0-9OolI(])|[ ]{1,2}(?=[0-9OolI(]))*+")
    view = View(text)
    assert view.numbers == [m.span() for m in said.finditer(view.text)]


def test_wide_and_long_numbers() -> None:
    """The wide are those of six characters and more, the long those of nine digits, letters that pass for digits counted in."""
    view = View("2024, 123456, 485 226 111, 1. 2. 2024, 7l03l92745")
    assert [view.text[a:b] for a, b in view.wide_numbers] == ["123456", "485 226 111", "1. 2. 2024", "7l03l92745"]
    assert [view.text[a:b] for a, b in view.long_numbers] == ["485 226 111", "7l03l92745"]


def test_fold_of_a_stretch() -> None:
    """A folded stretch is the same before and after the whole was folded."""
    view = View("RODNÉ číslo")
    before = view.fold(-5, 5)
    assert before == view.folded[:5] == view.fold(-5, 5) == "rodne"


def test_findings_are_in_given_offsets() -> None:
    """A finding covers the invisible characters inside it."""
    text = "x 71\u200b03\u200b19/2745 y"
    view = View(text)
    at = view.text.index("710319")
    finding = view.finding("CZ_BIRTH_NUMBER", at, at + 11, 0.5, "r")
    assert text[finding.start : finding.end] == "71\u200b03\u200b19/2745"


def test_too_long_is_not_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit nothing is scanned, never the beginning only."""
    monkeypatch.setattr(module, "MAX_CHARS", 10)
    with pytest.raises(NotScanned, match="text_length"):
        View("x" * 11)


def test_work_is_limited() -> None:
    """A recognizer that does more than linear work is stopped, and named."""
    view = View("abc")
    with pytest.raises(NotScanned, match="greedy"):
        view.step("greedy", view.steps_left + 1)


def test_repr_holds_no_text() -> None:
    """A view's repr tells its length."""
    assert "tajné" not in repr(View("tajné"))


def test_memo_computes_once() -> None:
    """What several recognizers share is computed once for a view."""
    view, calls = View("a"), []
    for _ in range(3):
        view.memo("key", lambda v: calls.append(v.text) or 1)
    assert calls == ["a"]


def test_anew() -> None:
    """The same text, with nothing remembered of it and all its work left."""
    view = View("č. 710319/2745")
    view.memo("key", len_of)
    view.step("greedy", 100)
    other = view.anew()
    assert (other.text, other.folded, other.numbers, other.steps_left) == (view.text, view.folded, view.numbers, View(view.text).steps_left)
    assert other.memo("key", lambda _: "new") == "new"
    assert view.memo("key", lambda _: 0) == len(view.text)


def len_of(view: View) -> int:
    """Something to remember."""
    return len(view.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("710319/2745, 2. 4. 2015, 12345678", ["710319/2745"]),
        ("724 123 456", ["724 123 456"]),
        ("71O3l9/2745", ["71O3l9/2745"]),
        ("1 2 3 4 5 6 7 8", []),
    ],
)
def test_long_numbers(text: str, expected: list[str]) -> None:
    """Nine digits or what passes for them, however far apart."""
    assert [text[a:b] for a, b in View(text).long_numbers] == expected
