"""Days begin and end at midnight in Prague, computed without a time zone database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from allowlist import prague

ROWS = [
    (date(2026, 1, 15), datetime(2026, 1, 14, 23, 0, tzinfo=UTC), "winter is UTC+1"),
    (date(2026, 7, 15), datetime(2026, 7, 14, 22, 0, tzinfo=UTC), "summer is UTC+2"),
    (date(2026, 3, 29), datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "the last Sunday of March begins in winter time"),
    (date(2026, 3, 30), datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "the day after it in summer time"),
    (date(2026, 10, 25), datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "the last Sunday of October begins in summer time"),
    (date(2026, 10, 26), datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "the day after it in winter time"),
    (date(2024, 3, 31), datetime(2024, 3, 30, 23, 0, tzinfo=UTC), "the last Sunday may be the 31st"),
    (date(2027, 11, 1), datetime(2027, 10, 31, 23, 0, tzinfo=UTC), "an October that ends on the last Sunday"),
]


@pytest.mark.parametrize(("day", "instant", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_midnight(day: date, instant: datetime, why: str) -> None:
    """A day begins at the instant that Czech civil time says."""
    assert prague.midnight(day) == instant, why


def test_end_is_the_next_midnight_and_never_overflows() -> None:
    """A day ends where the next begins; the last day there is ends at the end of time."""
    assert prague.end(date(2026, 3, 29)) - prague.midnight(date(2026, 3, 29)) == timedelta(hours=23)
    assert prague.end(date(2026, 10, 25)) - prague.midnight(date(2026, 10, 25)) == timedelta(hours=25)
    assert prague.end(date.max) == datetime.max.replace(tzinfo=UTC)


def test_agrees_with_the_time_zone_database() -> None:
    """Every midnight from 1996, when the rule began, to 2037 is the one the database has, where a database is installed."""
    try:
        zone = ZoneInfo("Europe/Prague")
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zone database")
    day = date(1996, 1, 1)
    while day.year < 2038:
        assert prague.midnight(day) == datetime(day.year, day.month, day.day, tzinfo=zone), day
        day += timedelta(days=1)


@pytest.mark.parametrize(("day", "instant", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_day(day: date, instant: datetime, why: str) -> None:
    """An instant falls on the day whose midnight was last."""
    assert prague.day(instant) == day, why
    assert prague.day(instant - timedelta(seconds=1)) == day - timedelta(days=1), why
    assert prague.day(instant + timedelta(hours=22)) == day, why


def test_a_naive_instant_has_no_day() -> None:
    """A time without its zone is refused."""
    with pytest.raises(ValueError, match="zone"):
        prague.day(datetime(2026, 1, 1))  # noqa: DTZ001
