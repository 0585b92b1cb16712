"""Czech as it is printed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.papers import czech


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 záznamů"),
        (1, "1 záznam"),
        (2, "2 záznamy"),
        (4, "4 záznamy"),
        (5, "5 záznamů"),
        (21, "21 záznamů"),
        (12345, "12 345 záznamů"),
    ],
)
def test_numbers_with_nouns(count, said):
    """One, two to four, five and more."""
    assert czech.plural(count, "záznam", "záznamy", "záznamů").replace(czech.NBSP, " ") == said


def test_dates():
    """The day without a leading zero, the month in the genitive, the time of Prague."""
    assert czech.day(date(2026, 11, 2)).replace(czech.NBSP, " ") == "2. listopadu 2026"
    assert czech.moment(datetime(2026, 7, 1, 8, 5, 9, tzinfo=UTC)).replace(czech.NBSP, " ") == "1. července 2026 v 10.05.09"
    with pytest.raises(ValueError, match="zone"):
        czech.moment(datetime(2026, 7, 1))  # noqa: DTZ001


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_clock_of_prague(at):
    """The same as the time zone database says, without one."""
    assert czech.prague(at) == at.astimezone(ZoneInfo("Europe/Prague")).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("v Praze a k tomu", "v~Praze a~k~tomu"),
        ("čl. 33 odst. 5", "čl.~33 odst.~5"),
        ("do 72 hodin, 15 %", "do 72~hodin, 15~%"),
        ("zámek a dub", "zámek a~dub"),
        ("Ing. Novák", "Ing.~Novák"),
    ],
)
def test_spaces_that_do_not_break(text, set_):
    """After one-letter words and abbreviations, before units."""
    assert czech.typeset(text).replace(czech.NBSP, "~") == set_
