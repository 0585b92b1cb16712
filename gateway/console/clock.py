"""Times as people in Prague read them. The rule is the law's, not a time zone database's, which a bare system does not have.

Summer time: from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC (Directive 2000/84/EC, art. 2 and 3).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NO_BREAK = "\u00a0"


def in_prague(at: datetime) -> datetime:
    """The civil time of Prague, without a zone, of an instant that carries one."""
    utc = at.astimezone(UTC)
    summer = _change(utc.year, 3) <= utc < _change(utc.year, 10)
    return (utc + timedelta(hours=2 if summer else 1)).replace(tzinfo=None)


def for_people(at: datetime) -> str:
    """``14. 3. 2027 9:05:07`` with spaces that do not break (ČSN 01 6910)."""
    local = in_prague(at)
    return f"{local.day}. {local.month}. {local.year} {local.hour}:{local.minute:02}:{local.second:02}".replace(" ", NO_BREAK)


def for_people_iso(iso: str) -> str:
    """The same of a time as events write it."""
    return for_people(datetime.fromisoformat(iso))


def day_for_people(iso: str) -> str:
    """``2027-10-31`` as ``31. 10. 2027``."""
    year, month, day = iso.split("-")
    return f"{int(day)}.{NO_BREAK}{int(month)}.{NO_BREAK}{int(year)}"


def _change(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of a month with 31 days."""
    end = datetime(year, month, 31, 1, tzinfo=UTC)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def from_prague(local: datetime) -> datetime:
    """The instant of a wall clock in Prague, without a zone. Of the hour that comes twice in October the first; one that never comes
    in March counts as if the clocks had not changed yet.
    """
    summer = local.replace(tzinfo=UTC) - timedelta(hours=2)
    return summer if in_prague(summer) == local else local.replace(tzinfo=UTC) - timedelta(hours=1)
