"""How long to wait before the next attempt: doubling, bounded, and spread, so that feeds that failed together do not come back together."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST = 1.0
LONGEST = 300.0
"""Seconds. A receiver that comes back is used five minutes later at most."""
LONGEST_ASKED = 3600.0
"""What a receiver may ask for with Retry-After; longer is taken for an hour."""


def pause(attempts: int, chance: float, asked: float | None = None) -> float:
    """Seconds before the next attempt, after ``attempts`` failed ones. ``chance`` is from 0 to 1; what the receiver asked for is kept."""
    longest = min(LONGEST, FIRST * 2.0 ** min(max(attempts - 1, 0), 16))
    wait = longest * (0.5 + chance / 2)
    return max(wait, min(asked, LONGEST_ASKED)) if asked is not None else wait


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3): a number or a date; None for anything else."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())
