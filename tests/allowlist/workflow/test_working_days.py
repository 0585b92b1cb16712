"""Czech working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allowlist.workflow import working_days


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 11, 17), False, "a Tuesday, but the Day of Freedom and Democracy"),
        (date(2026, 11, 18), True, "an ordinary Wednesday"),
        (date(2026, 4, 3), False, "Good Friday"),
        (date(2026, 4, 6), False, "Easter Monday"),
        (date(2026, 12, 24), False, "Christmas Eve is a holiday here"),
        (date(2026, 11, 21), False, "Saturday"),
        (date(2027, 7, 5), False, "Cyril and Methodius"),
    ],
)
def test_days(day, works, why):
    """Weekends and public holidays are no working days."""
    assert working_days.is_working_day(day) is works, why


def test_twenty_days_over_christmas():
    """Announced on 1 December 2026: twenty working days later is 31 December (24 and 25 are holidays)."""
    assert working_days.earliest_start(date(2026, 12, 1)) == date(2026, 12, 31)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(0, 60))
def test_counting_forward_and_back(day, count):
    """So many working days after a day there are so many between the two."""
    end = working_days.after(day, count)
    assert working_days.between(day, end) == count
    assert count == 0 or working_days.is_working_day(end)
    assert working_days.between(end, day - timedelta(days=1)) == 0


def test_not_backward():
    """Days are counted forward only."""
    with pytest.raises(ValueError, match="forward"):
        working_days.after(date(2026, 1, 1), -1)
