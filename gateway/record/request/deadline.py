"""How long an office may take for a data subject's request.

One month from receipt; two further months where the request is complex, said with reasons within the first (GDPR art. 12 para. 3).
A period in months ends on the day with the same number as the day of receipt, which itself does not count; where that month has no such
day, on its last one; and where the end is a Saturday, Sunday or holiday, on the next working day (Regulation 1182/71, art. 3 paras. 1,
2 (c) and 4; the same in Act 500/2004 Coll., § 40). Days are days in Prague. While the applicant is asked who they are, the period rests
(EDPB Guidelines 01/2022, part 5.3). Inside the office the draft is due after 14 days (the directive, art. VIII para. 5).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allowlist import prague
from allowlist.workflow.working_days import is_working_day

MONTHS = 1
MOST_FURTHER_MONTHS = 2
INTERNAL_DAYS = 14

SOON_DAYS = 7
"""So many days ahead a deadline is announced."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last days, each inclusive. ``extend_until`` is the last day on which more time may be taken."""

    internal: date
    answer: date
    extend_until: date

    def late(self, now: datetime) -> bool:
        """Whether the answer's last day is over in Prague."""
        return now >= prague.end(self.answer)

    def left(self, today: date) -> int:
        """Days up to the answer's last day; negative after it."""
        return (self.answer - today).days


def deadlines(received: date, further_months: int = 0, rested_days: int = 0) -> Deadlines:
    """The last days for a request received on that day. ``rested_days`` lay between the question who the applicant is and its answer."""
    rest = timedelta(days=rested_days)
    first = working(months_after(received, MONTHS) + rest)
    answer = working(months_after(received, MONTHS + further_months) + rest)
    return Deadlines(received + timedelta(days=INTERNAL_DAYS) + rest, answer, first)


def months_after(day: date, months: int) -> date:
    """The day with the same number so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working(day: date) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def day_of(at: datetime) -> date:
    """The day of an instant in Prague."""
    guess = at.date() + timedelta(days=1)
    while at < prague.midnight(guess):
        guess -= timedelta(days=1)
    return guess
