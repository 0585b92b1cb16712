"""The family of the birth number: reading the digits. Shared by the recognizers of its three kinds.

Rodné číslo RRMMDD/KKK(K), § 13 of Act No. 133/2000 Coll.: nine digits up to the end of 1953, ten since 1954. Women have 50 added to
the month; births from 2004 may have 20 (men) or 70 (women) added when a day's serials run out. Ten digits are divisible by 11, or
(births 1954–1985, Federal Statistical Office 2898/1985) the first nine leave 10 and the tenth is 0.
Evidenční číslo pojištěnce (ČSSZ): the same with 40 added to the day. Insurers' numbers: 50 added to the day; those of the Centre for
International Reimbursements have 20 added to the month as well.
Sources: ČSSZ, "Standardní kontrola rodného čísla"; VZP, "Oznámení o novém formátu čísla pojištěnce".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_NINE_DIGIT_YEAR = 53
FIRST_EXTRA_MONTHS_YEAR = 2004
EXCEPTION_YEARS = range(1954, 1986)


class Kind(Enum):
    """Whose number it is. Days 51–71 may be either issuer's: ``EITHER``."""

    BIRTH = "birth"
    ECP = "ecp"
    INSURER = "insurer"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class BirthNumber:
    """What nine or ten digits say. ``check`` is None where the kind has no check digit (nine digits)."""

    kind: Kind
    year: int = field(repr=False)
    month: int = field(repr=False)
    day: int = field(repr=False)
    check: bool | None
    weak: bool = False
    """Serial 000: sources contradict on whether it was ever issued."""


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap


def passes(digits: str, year: int) -> bool:
    """The check digit of ten digits."""
    if int(digits) % 11 == 0:
        return True
    return year in EXCEPTION_YEARS and digits[9] == "0" and int(digits[:9]) % 11 == 10


def year_of(digits: str) -> int | None:
    """The year of birth, or None: nine digits after 53 would be a birth before 1900, which nobody alive has."""
    short = int(digits[:2])
    if len(digits) == 9:
        return 1900 + short if short <= LAST_NINE_DIGIT_YEAR else None
    return 1900 + short if short > LAST_NINE_DIGIT_YEAR else 2000 + short


def _kind(day: int) -> tuple[Kind, tuple[int, ...]]:
    """The kind that a raw day tells, and the days it may mean."""
    if day <= 31:
        return Kind.BIRTH, (day,)
    if 41 <= day <= 50:
        return Kind.ECP, (day - 40,)
    if 51 <= day <= 71:
        return Kind.EITHER, (day - 50, day - 40)
    return Kind.INSURER, (day - 50,)


def read(digits: str) -> BirthNumber | None:
    """What nine or ten digits say, or None when no birth number of any kind has such a date.

    >>> read("7103192745").check, read("7103192746").check, read("7113192745")
    (True, False, None)
    """
    year = year_of(digits)
    if year is None:
        return None
    month, kind_days = int(digits[2:4]), _kind(int(digits[4:6]))
    kind, days = kind_days
    if month > 50:
        month -= 50
    extra = month > 20
    if extra:
        month -= 20
        if kind in (Kind.EITHER, Kind.INSURER) and len(digits) == 10:
            kind, days = Kind.INSURER, (int(digits[4:6]) - 50,)  # the Centre's shape; its own rule on years is not published
        elif kind is not Kind.BIRTH or year < FIRST_EXTRA_MONTHS_YEAR:
            return None
    day = next((d for d in days if _exists(year, month, d)), None)
    if day is None:
        return None
    if kind is Kind.EITHER and len([d for d in days if _exists(year, month, d)]) == 1:
        kind = Kind.INSURER if day == days[0] else Kind.ECP
    check = passes(digits, year) if len(digits) == 10 else None
    return BirthNumber(kind, year, month, day, check, weak=digits[6:9] == "000")
