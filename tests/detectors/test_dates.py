"""Dates in every spelling, over folded text."""

from __future__ import annotations

import pytest

from detectors.dates import DATE, YEAR, is_full, possible

ROWS = [
    ("19. 3. 1971", True, True, "digits"),
    ("19.3.71", True, False, "two digits of the year"),
    ("1971-03-19", True, True, "ISO"),
    ("19. brezna 1971", True, True, "a month in words"),
    ("1. cervna 1985", True, True, "June"),
    ("1. cervence 85", True, False, "a month in words, two digits"),
    ("12. iii. 1985", True, True, "Roman"),
    ("850312", True, False, "six digits"),
    ("855312", True, False, "six digits of a woman"),
    ("12031985", True, True, "eight digits"),
    ("32. 3. 1971", False, True, "no such day"),
    ("1. 13. 1971", False, True, "no such month"),
    ("991399", False, False, "six digits that are no date"),
    ("patého brezna tisic devet set padesat".replace("é", "e"), True, True, "words"),
]


@pytest.mark.parametrize(("text", "right", "full", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_dates(text: str, right: bool, full: bool, reason: str) -> None:
    """Whether the figures can be a date, and whether the year is whole."""
    match = DATE.match(text)
    if match is None:
        assert not right, reason
        return
    assert possible(match) is right, reason
    if right:
        assert is_full(match) is full, reason


def test_year() -> None:
    """A year is no part of a date or a fraction."""
    assert YEAR.match("1985, bydli")
    assert not YEAR.match("1985/12")
