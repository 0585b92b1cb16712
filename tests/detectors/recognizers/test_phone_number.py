"""PHONE_NUMBER: Czech, Slovak and international, and the numbers that only look like one."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("724 123 456", "a mobile in groups"),
    ("724123456", "a mobile"),
    ("+420724123456", "with the prefix"),
    ("+420 724 123 456", "with the prefix in groups"),
    ("(+420) 485 226 111", "with the prefix in brackets"),
    ("00420 485 226 111", "with zeros for the plus"),
    ("420724123456", "without the plus"),
    ("724/123456", "with a slash"),
    ("724.123.456", "with stops"),
    ("724-123-456", "with dashes"),
    ("724–123–456", "with en dashes"),
    ("724\u00a0123\u00a0456", "with hard spaces"),
    ("485 226 111", "a fixed line in groups"),
    ("+421 905 123 456", "Slovak"),
    ("00421905123456", "Slovak with zeros"),
    ("+1 202-555-0123", "American"),
    ("+49 30 123456", "German"),
    ("７２４ １２３ ４５６", "full-width"),
]

WITH_CONTEXT = [("tel. 485226111", "485226111"), ("mobil: 0905 123 456", "0905 123 456"), ("volejte 48 522 61 11", "48 522 61 11")]

MORE = [
    ("+420 (724) 123 456", "brackets inside"),
    ("+420-724-123-456", "hyphens"),
    ("+420 485226111", "prefix apart"),
    ("+420 72 41 23 456", "odd groups behind a prefix"),
    ("(+420)724123456", "prefix in tight brackets"),
    ("+43 1 58858 0", "Austrian"),
    ("+44 20 7946 0958", "British"),
    ("+380 44 123 4567", "Ukrainian"),
    ("+84 24 3825 1234", "Vietnamese"),
    ("0048 22 123 45 67", "Polish with zeros"),
    ("+420 123 456 789", "no number of the plan, but the prefix says so"),
]

CLEAN = [
    ("510319/274", "a birth number of nine digits"),
    ("72 41 234 56", "odd groups"),
    ("724123456/0800", "an account"),
    ("724.123.456.789", "a longer code"),
    ("724123456-2024-001", "a reference"),
    ("770-770/770", "signs that differ"),
    ("| odbor | částka |\n|---|---|\n| doprava | 607 860 111 |", "a column of sums"),
    ("+12", "a difference"),
    ("1 + 234567890", "arithmetic"),
    ("č. j. 123456789", "a file number"),
    ("450 000 000 Kč", "a sum"),
    ("724 123 456 Kč", "a sum that could be a mobile"),
    ("725 000 000", "a round number"),
    ("VS 724123456", "a variable symbol"),
    ("IČO 70891508", "an organisation"),
    ("485226111", "a bare fixed line"),
    ("OP 602123456", "an identity card"),
    ("710319/2745", "a birth number"),
    ("19-2000145399/0800", "an account"),
    ("12. 3. 2024 10:30", "a time"),
    ("2024-03-12", "a date"),
    ("linka 123", "an extension only"),
    ("108/2006 Sb.", "a law"),
    ("CZ6508000000192000145399", "an account in its international form"),
    ("1234567890123", "a bar code"),
    ("a724123456", "a code"),
]


@pytest.mark.parametrize(("number", "reason"), FOUND + MORE, ids=[row[1] for row in FOUND + MORE])
def test_found(number: str, reason: str) -> None:
    """The number as written."""
    assert values(f"Ozvěte se: {number}, děkuji", "PHONE_NUMBER") == [number], reason


@pytest.mark.parametrize(("text", "number"), WITH_CONTEXT)
def test_with_context(text: str, number: str) -> None:
    """What is too little alone is a phone beside its label."""
    assert values(text, "PHONE_NUMBER") == [number]
    assert only(text, "PHONE_NUMBER").context


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No phone."""
    assert values(text, "PHONE_NUMBER") == [], reason


def test_context_raises_the_score() -> None:
    """A prefix is nearly enough, a bare mobile needs its label."""
    scores = [only(t, "PHONE_NUMBER").score for t in ("485 226 111", "724123456", "tel. 724123456", "+420 724 123 456", "tel. +420 724 123 456")]
    assert scores == sorted(scores)


@pytest.mark.parametrize("separator", [" ", ", ", "; ", "\n", " / "])
def test_a_row_of_phones(separator: str) -> None:
    """Each of many numbers in a row is found."""
    numbers = [f"724 1{n:02} 456" for n in range(20)]
    assert values(separator.join(numbers), "PHONE_NUMBER") == numbers


def test_a_row_of_bare_phones() -> None:
    """Also without groups."""
    numbers = [f"7241{n:02}456" for n in range(20)]
    assert values(" ".join(numbers), "PHONE_NUMBER") == numbers
