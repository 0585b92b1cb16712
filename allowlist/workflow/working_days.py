"""Czech working days: Monday to Friday but for the public holidays of Act 245/2000 Coll., which the holidays library keeps.

New processing is announced at least 20 working days before it begins (the data protection directive, art. V para. 6).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

ANNOUNCED_WORKING_DAYS = 20


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CZ", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def after(day: date, count: int) -> date:
    """The working day that is ``count`` working days after ``day``; the day itself is not counted (Act 500/2004 Coll., § 40)."""
    if count < 0:
        raise ValueError("count working days forward")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def between(first: date, last: date) -> int:
    """How many working days lie after ``first`` up to and with ``last``; 0 when ``last`` is not later."""
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


def earliest_start(announced: date) -> date:
    """The first day on which processing announced on that day may begin."""
    return after(announced, ANNOUNCED_WORKING_DAYS)
