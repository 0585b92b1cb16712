"""Retention periods: the calendar span that one fingerprint key serves. A key is destroyed with its period.

A period is named so that names sort by time within one length: ``2026-11`` (a month), ``2026-Q4`` (a quarter), ``2026`` (a year).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DEFAULT_RETENTION_DAYS = 90
"""How long a stopped attempt is kept (DESIGN; events of a breach have their own plan)."""

LONGEST_QUARTER = 92  # July to September, October to December

_NAME = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


def period_of(day: date, retention_days: int = DEFAULT_RETENTION_DAYS) -> str:
    """The name of the period a day falls into: a month up to 31 days of retention, a quarter up to 92, else a year."""
    if retention_days < 1:
        raise ValueError("retention must be at least one day")
    if retention_days <= 31:
        return f"{day.year:04}-{day.month:02}"
    if retention_days <= LONGEST_QUARTER:
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}"


def last_day(period: str) -> date:
    """The last day of a period. Raises ValueError for what is no period's name."""
    match = _NAME.fullmatch(period)
    if match is None:
        raise ValueError("not the name of a period")
    year = int(match["year"])
    month = int(match["quarter"]) * 3 if match["quarter"] else int(match["month"] or 12)
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def over(period: str, today: date, retention_days: int = DEFAULT_RETENTION_DAYS) -> bool:
    """Whether the youngest event of the period has outlived its retention, so that the key has nothing left to serve."""
    return today > last_day(period) + timedelta(days=retention_days)
