"""What one character stands for."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.characters import LOOK_ALIKES, REPLACEMENT, TABLE, fold, ignorable, stands_for

ROWS = [
    ("a", "a", "itself"),
    ("ř", "ř", "diacritics stay"),
    ("７", "7", "full-width"),
    ("٣", "3", "Arabic-Indic"),
    ("३", "3", "Devanagari"),
    ("𝟕", "7", "mathematical"),
    ("①", "1", "circled"),
    ("➆", "7", "dingbat"),
    ("⁷", "7", "raised"),
    ("ﬁ", "fi", "a ligature"),
    ("\N{NO-BREAK SPACE}", " ", "hard space"),
    ("\N{THIN SPACE}", " ", "thin space"),
    ("\N{NARROW NO-BREAK SPACE}", " ", "narrow hard space"),
    ("\N{IDEOGRAPHIC SPACE}", " ", "wide space"),
    ("\N{EN DASH}", "-", "en dash"),
    ("\N{EM DASH}", "-", "em dash"),
    ("\N{NON-BREAKING HYPHEN}", "-", "hard hyphen"),
    ("\N{MINUS SIGN}", "-", "minus"),
    ("\N{FRACTION SLASH}", "/", "fraction slash"),
    ("\N{DIVISION SLASH}", "/", "division slash"),
    ("\N{FULLWIDTH SOLIDUS}", "/", "full-width slash"),
    ("\N{SOFT HYPHEN}", "", "soft hyphen"),
    ("\N{ZERO WIDTH SPACE}", "", "zero width"),
    ("\N{RIGHT-TO-LEFT OVERRIDE}", "", "bidi"),
    ("\N{WORD JOINER}", "", "joiner"),
    ("\ufeff", "", "byte order mark"),
    ("\U000e0041", "", "tag"),
    ("\ufe0f", "", "variation selector"),
    ("\x00", "", "NUL"),
    ("\x1b", "", "escape"),
    ("\n", "\n", "line feed stays"),
    ("\t", "\t", "tabulator stays"),
    ("\u2028", "\n", "line separator"),
    ("\x0c", "\n", "page break"),
    ("…", "…", "an ellipsis stays one character"),
    ("\ud800", REPLACEMENT, "a lone surrogate"),
]


@pytest.mark.parametrize(("char", "plain", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_stands_for(char: str, plain: str, reason: str) -> None:
    """One row, one character."""
    assert stands_for(char) == TABLE[char] == plain, reason


def test_every_decimal_digit_is_ascii() -> None:
    """Digits of every script of this Unicode stand for 0–9."""
    digits = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Nd"]
    assert {stands_for(d) == str(unicodedata.digit(d)) for d in digits} == {True}


def test_every_format_character_is_invisible() -> None:
    """Zero-width, bidi and all other format characters vanish."""
    assert all(ignorable(chr(c)) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Cf")


def test_look_alikes_are_latin() -> None:
    """A look-alike table maps foreign letters to ASCII, one to one."""
    assert all(b.isascii() and len(b) == 1 and not chr(a).isascii() for a, b in LOOK_ALIKES.items())


@given(st.text(st.characters()))
def test_fold_keeps_length(text: str) -> None:
    """Folding never moves an offset, whatever the text."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("text", "folded"), [("Příliš ŽLUŤOUČKÝ", "prilis zlutoucky"), ("ŁÓDŹ", "lodz"), ("straße", "strase"), ("İ", "i")])
def test_fold(text: str, folded: str) -> None:
    """No case, no diacritics."""
    assert fold(text) == folded
