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
    return datetime.fromisoformat(text).replace(tzinfo=PRAGUE)


@pytest.mark.parametrize(
    ("aware", "formal", "conservative", "why"),
    [
        ("2026-11-20 14:20", "2026-11-23 15:00", "2026-11-23 14:20", "from Friday over a weekend to Monday"),
        ("2026-11-20 14:00", "2026-11-23 14:00", "2026-11-23 14:00", "at a full hour both are one"),
        ("2026-12-24 09:30", "2026-12-27 10:00", "2026-12-27 09:30", "Christmas moves nothing"),
        ("2026-10-24 12:30", "2026-10-27 12:00", "2026-10-27 11:30", "the clocks go back: elapsed hours count"),
        ("2026-03-28 12:30", "2026-03-31 14:00", "2026-03-31 13:30", "the clocks go forward"),
    ],
)
def test_deadlines(aware, formal, conservative, why):
    """Regulation 1182/71: from the next full hour, in elapsed hours, weekends and holidays included."""
    found = clock(at(aware))
    assert (found.formal, found.conservative) == (at(formal), at(conservative)), why


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
