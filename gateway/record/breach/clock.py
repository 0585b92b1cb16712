"""The 72 hours. Two ways to count, shown side by side; the earlier one is the office's own target.

*Formal*: a period in hours begins with the hour after the one in which the event falls and runs to the end of its last hour, holidays
and weekends included (Regulation 1182/71, art. 3 para. 1, 2 (a) and 3). Art. 3 para. 4 moves only periods that are not in hours;
para. 5 (two working days at least) is disputed for 72 hours, so the stricter result holds. *Conservative*: from the second of awareness.
Hours are elapsed hours: over a change of the clocks they are counted in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

HOURS = 72
"""GDPR art. 33 para. 1."""

REMINDERS = (24, 48, 60, 70)
"""Hours after awareness at which the data protection officer is reminded."""

_HOUR = timedelta(hours=1)


class Urgency(StrEnum):
    """How near the deadline is, for people: a third, then a tenth of the time left."""

    CALM = "calm"
    SOON = "soon"
    URGENT = "urgent"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """A running deadline. All times carry a zone."""

    aware: datetime
    formal: datetime
    conservative: datetime
    hours: int = HOURS

    def left(self, now: datetime) -> timedelta:
        """Until the conservative deadline; negative when it has passed."""
        return _utc(self.conservative) - _utc(now)  # within one zone Python would subtract wall clocks

    def late(self, now: datetime) -> bool:
        """Whether even the formal deadline has passed: from then on a notification needs its reasons (GDPR art. 33 para. 1)."""
        return _utc(now) > _utc(self.formal)

    def urgency(self, now: datetime) -> Urgency:
        """For colours and words."""
        left = self.left(now)
        whole = timedelta(hours=self.hours)
        if left < timedelta():
            return Urgency.LATE
        if left <= whole / 10:
            return Urgency.URGENT
        return Urgency.SOON if left <= whole / 3 else Urgency.CALM

    def reminders(self, marks: tuple[int, ...] = REMINDERS) -> Iterator[datetime]:
        """When to remind; marks beyond the deadline are left out."""
        return (_elapsed(self.aware, mark).astimezone(self.aware.tzinfo) for mark in marks if mark < self.hours)


def clock(aware: datetime, hours: int = HOURS) -> Clock:
    """The deadlines after the instant of awareness. ValueError without a time zone, or for less than an hour."""
    if aware.tzinfo is None:
        raise ValueError("the time of awareness carries its zone")
    if hours < 1:
        raise ValueError("a period has an hour at least")
    zone = aware.tzinfo
    return Clock(aware, _elapsed(_next_hour(aware), hours).astimezone(zone), _elapsed(aware, hours).astimezone(zone), hours)


def _next_hour(at: datetime) -> datetime:
    """The full hour that is not before ``at``. Zones of whole hours only matter here, so the hour is found in UTC."""
    utc = _utc(at)
    full = utc.replace(minute=0, second=0, microsecond=0)
    return full if full == utc else full + _HOUR


def _elapsed(at: datetime, hours: int) -> datetime:
    return _utc(at) + hours * _HOUR


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
