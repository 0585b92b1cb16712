"""The 72 hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.breach.clock import Urgency, clock

PRAGUE = ZoneInfo("Europe/Prague")


def at(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=PRAGUE) if found.tzinfo is None else found.astimezone(PRAGUE)


@pytest.mark.parametrize(
    ("aware", "formal", "conservative", "why"),
    [
        ("2026-11-20 14:20", "2026-11-23 15:00", "2026-11-23 14:20", "from Friday over a weekend to Monday"),
        ("2026-11-20 14:00", "2026-11-23 14:00", "2026-11-23 14:00", "at a full hour both are one"),
        ("2026-11-20 23:59", "2026-11-24 00:00", "2026-11-23 23:59", "the last minute of a day: the hour that begins is the next day's"),
        ("2026-11-20 23:59:59", "2026-11-24 00:00", "2026-11-23 23:59:59", "the last second of a day"),
        ("2026-11-21 00:00", "2026-11-24 00:00", "2026-11-24 00:00", "midnight is a full hour"),
        ("2026-12-31 23:30", "2027-01-04 00:00", "2027-01-03 23:30", "over New Year and a weekend"),
        ("2028-02-27 10:10", "2028-03-01 11:00", "2028-03-01 10:10", "a leap year's 29 February is a day"),
        ("2026-10-22 02:30", "2026-10-25 02:00+01:00", "2026-10-25 02:30+02:00", "ends in the hour that comes twice, the first time"),
        ("2026-10-25 02:30+02:00", "2026-10-28 02:00", "2026-10-28 01:30", "begins in it, the first time"),
        ("2026-10-25 02:30+01:00", "2026-10-28 03:00", "2026-10-28 02:30", "and the second time, an hour later"),
        ("2026-03-26 02:30", "2026-03-29 04:00", "2026-03-29 03:30", "ends in the hour that is left out"),
        ("2026-12-24 09:30", "2026-12-27 10:00", "2026-12-27 09:30", "Christmas moves nothing"),
        ("2026-10-24 12:30", "2026-10-27 12:00", "2026-10-27 11:30", "the clocks go back: elapsed hours count"),
        ("2026-03-28 12:30", "2026-03-31 14:00", "2026-03-31 13:30", "the clocks go forward"),
    ],
)
def test_deadlines(aware, formal, conservative, why):
    """Regulation 1182/71: from the next full hour, in elapsed hours, weekends and holidays included."""
    found = clock(at(aware))
    instants = [one.astimezone(UTC) for one in (found.formal, found.conservative)]  # in one zone Python compares wall clocks
    assert instants == [at(formal).astimezone(UTC), at(conservative).astimezone(UTC)], why


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.sampled_from([UTC, PRAGUE])), st.integers(1, 200))  # noqa: DTZ001
def test_the_formal_deadline_is_less_than_an_hour_later(aware, hours):
    """The conservative deadline is never the later one, and both lie the whole period after awareness."""
    found = clock(aware, hours)
    gap = found.formal.astimezone(UTC) - found.conservative.astimezone(UTC)
    assert timedelta() <= gap < timedelta(hours=1)
    assert found.conservative.astimezone(UTC) - aware.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "urgency"),
    [(0, Urgency.CALM), (47, Urgency.CALM), (48, Urgency.SOON), (64, Urgency.SOON), (65, Urgency.URGENT), (72.01, Urgency.LATE)],
)
def test_urgency(hours, urgency):
    """A third and a tenth of the time left are told."""
    aware = at("2026-11-20 14:20")
    assert clock(aware).urgency(aware + timedelta(hours=hours)) is urgency


def test_reminders():
    """At 24, 48, 60 and 70 hours; none after the deadline."""
    aware = at("2026-11-20 14:20")
    assert [(when - aware).total_seconds() / 3600 for when in clock(aware).reminders()] == [24, 48, 60, 70]
    assert len(list(clock(aware, 50).reminders())) == 2
    over = at("2026-10-24 12:30")  # the clocks go back in the night
    assert [(when.astimezone(UTC) - over.astimezone(UTC)).total_seconds() / 3600 for when in clock(over).reminders()] == [24, 48, 60, 70]


def test_what_is_left_over_a_change_of_the_clocks():
    """Elapsed time, in whatever zone the question is asked, also within the hour that comes twice."""
    found = clock(at("2026-10-22 02:30"))
    for zone in (UTC, PRAGUE):
        assert found.left(at("2026-10-24 02:30").astimezone(zone)) == timedelta(hours=24)
        assert found.left(at("2026-10-25 03:30").astimezone(zone)) == timedelta(hours=-2)
        assert not found.late(at("2026-10-25 02:30+02:00").astimezone(zone)), "the first 2:30 is half an hour before the formal end"
        assert found.late(at("2026-10-25 02:30+01:00").astimezone(zone)), "the second is half an hour after it"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(PRAGUE)), st.integers(0, 100 * 60))  # noqa: DTZ001
def test_left_and_late_are_of_elapsed_time(aware, minutes):
    """Minutes that pass are taken from what is left, one for one, and late is after the last of them."""
    found = clock(aware)
    now = (aware.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(PRAGUE)
    assert found.left(now) == timedelta(hours=72) - timedelta(minutes=minutes)
    assert found.late(now) == (now.astimezone(UTC) > found.formal.astimezone(UTC))


def test_late():
    """Late is after the formal deadline."""
    found = clock(at("2026-11-20 14:20"))
    assert not found.late(found.formal)
    assert found.late(found.formal + timedelta(seconds=1))


@pytest.mark.parametrize(("aware", "hours"), [(datetime(2026, 1, 1), 72), (at("2026-01-01 00:00"), 0)])  # noqa: DTZ001
def test_wrong(aware, hours):
    """A time has its zone, a period an hour."""
    with pytest.raises(ValueError, match=r"zone|hour"):
        clock(aware, hours)
