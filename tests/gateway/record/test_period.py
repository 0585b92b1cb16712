from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.period import last_day, over, period_of

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "retention", "period", "end"),
    [
        (date(2026, 10, 1), 90, "2026-Q4", date(2026, 12, 31)),
        (date(2026, 3, 31), 90, "2026-Q1", date(2026, 3, 31)),
        (date(2026, 4, 1), 92, "2026-Q2", date(2026, 6, 30)),
        (date(2028, 2, 29), 30, "2028-02", date(2028, 2, 29)),
        (date(2026, 2, 1), 31, "2026-02", date(2026, 2, 28)),
        (date(2026, 12, 31), 1, "2026-12", date(2026, 12, 31)),
        (date(2026, 5, 5), 93, "2026", date(2026, 12, 31)),
        (date(2026, 5, 5), 3650, "2026", date(2026, 12, 31)),
    ],
)
def test_periods(day, retention, period, end):
    """A month, a quarter or a year, the shortest that is not shorter than the retention suggests."""
    assert period_of(day, retention) == period
    assert last_day(period) == end


@pytest.mark.parametrize("name", ["", "2026-Q5", "2026-13", "2026-00", "26-Q1", "../2026", "2026-Q1\n", "2026-q1", "२०२६x"])
def test_no_period(name):
    """What is no period's name is refused: it becomes part of a file name."""
    with pytest.raises(ValueError):
        last_day(name)


def test_retention_is_positive():
    """Zero days would destroy a key that is in use."""
    with pytest.raises(ValueError):
        period_of(date(2026, 1, 1), 0)


@given(DAYS, st.integers(1, 4000))
def test_a_key_outlives_its_events(day, retention):
    """While an event of a day is kept, the period it falls into is not over; and one day comes when it is."""
    period = period_of(day, retention)
    assert last_day(period) >= day
    assert not over(period, day + timedelta(days=retention), retention)
    assert over(period, last_day(period) + timedelta(days=retention + 1), retention)
