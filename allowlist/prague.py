"""Midnight in Prague. An approval is given in dates, and an official reads a date as a day of Czech civil time.

Computed from the law, not from a time zone database: a bare system has none, and the door may not open or close with the machine it
stands on. Central European Time is UTC+1, summer time UTC+2 from the last Sunday of March to the last Sunday of October, both
changes at 01:00 UTC (Directive 2000/84/EC, art. 2 and 3; in Czech law the government regulation on summer time).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_MARCH = 3
_OCTOBER = 10


def _last_sunday(year: int, month: int) -> date:
    """The last Sunday of March or October, which both have 31 days."""
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def midnight(day: date) -> datetime:
    """The instant, in UTC, at which ``day`` begins in Prague. The clocks change at 2 and 3 at night, so midnight is never ambiguous."""
    summer = _last_sunday(day.year, _MARCH) < day <= _last_sunday(day.year, _OCTOBER)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2 if summer else 1)


def day(at: datetime) -> date:
    """The day in Prague on which an instant falls; it carries its time zone, else ValueError."""
    if at.tzinfo is None:
        raise ValueError("a time carries its zone")
    utc = at.astimezone(UTC)
    tomorrow = utc.date() + timedelta(days=1)  # Prague is ahead of UTC by one or two hours
    return tomorrow if midnight(tomorrow) <= utc else utc.date()


def end(day: date) -> datetime:
    """The instant, in UTC, at which ``day`` is over in Prague (the next midnight)."""
    try:
        return midnight(day + timedelta(days=1))
    except OverflowError:  # 31. 12. 9999
        return datetime.max.replace(tzinfo=UTC)
