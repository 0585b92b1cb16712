"""Times as people in Prague read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.clock import day_for_people, for_people, from_prague, in_prague


@pytest.mark.parametrize(
    ("at", "shown", "reason"),
    [
        (datetime(2027, 1, 5, 8, 5, 7, tzinfo=UTC), "5. 1. 2027 9:05:07", "winter, UTC+1"),
        (datetime(2027, 7, 5, 22, 0, 0, tzinfo=UTC), "6. 7. 2027 0:00:00", "summer, UTC+2, the next day"),
        (datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), "28. 3. 2027 1:59:59", "just before summer time"),
        (datetime(2027, 3, 28, 1, 0, 0, tzinfo=UTC), "28. 3. 2027 3:00:00", "summer time begins"),
        (datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC), "31. 10. 2027 2:59:59", "just before winter time"),
        (datetime(2027, 10, 31, 1, 0, 0, tzinfo=UTC), "31. 10. 2027 2:00:00", "winter time begins"),
        (datetime(2027, 1, 5, 8, 5, 7, tzinfo=timezone(timedelta(hours=-5))), "5. 1. 2027 14:05:07", "given in another zone"),
    ],
)
def test_the_civil_time_of_prague(at: datetime, shown: str, reason: str) -> None:
    """Whatever zone the machine is in, people read Prague's time, with spaces that do not break."""
    assert for_people(at) == shown.replace(" ", "\u00a0"), reason


@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001  # hypothesis wants naive bounds; databases end here
def test_it_agrees_with_the_time_zone_database(naive: datetime) -> None:
    """Since the common rule of 1996 the law and the database say the same (where a database is installed)."""
    at = naive.replace(tzinfo=UTC)
    try:
        zone = ZoneInfo("Europe/Prague")
    except ZoneInfoNotFoundError:
        pytest.skip("no time zone database on this system")
    assert in_prague(at) == at.astimezone(zone).replace(tzinfo=None)


def test_a_day() -> None:
    """Czech dates have no leading zeros."""
    assert day_for_people("2027-03-05") == "5.\u00a03.\u00a02027"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2027-01-05T09:30", datetime(2027, 1, 5, 8, 30, tzinfo=UTC)),  # winter
        ("2027-07-05T09:30", datetime(2027, 7, 5, 7, 30, tzinfo=UTC)),  # summer
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice: the first
        ("2027-03-28T02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # never comes
    ],
)
def test_a_wall_clock_is_an_instant(local: str, utc: datetime) -> None:
    """What somebody reads off a clock in Prague."""
    assert from_prague(datetime.fromisoformat(local)) == utc
