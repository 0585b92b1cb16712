"""Czech as it is printed: numbers with nouns, dates, spaces that do not break."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

NBSP = "\u00a0"

MONTHS = (
    "ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince",
)  # fmt: skip

_ONE_LETTER = re.compile(r"(?<![\w])([aikosuvzAIKOSUVZ]) (?=\S)")
_ABBREVIATION = re.compile(r"(?<![\w])(č|čl|odst|písm|tj|tzn|např|popř|str|obr|p|sp|zn|r|tel|mob|Ing|Mgr|JUDr|PhDr|Bc|s)\. (?=\S)")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:h|hod|min|Kč|%|let|roku|dn[íůey]|hodin)\b|%)")


def plural(count: int, one: str, few: str, many: str) -> str:
    """``1 záznam, 2 záznamy, 5 záznamů``, with a space that does not break."""
    word = one if count == 1 else few if 2 <= count <= 4 else many
    return f"{grouped(count)}{NBSP}{word}"


def grouped(count: int) -> str:
    """``12 345``: thousands apart, as the standard ČSN 01 6910 writes them."""
    return f"{count:,}".replace(",", NBSP)


def day(value: date) -> str:
    """``22. listopadu 2026``."""
    return f"{value.day}.{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def moment(value: datetime) -> str:
    """``22. listopadu 2026 v 14.20.05`` in the time of Prague. ValueError without a zone."""
    local = prague(value)
    return f"{day(local.date())} v{NBSP}{local.hour}.{local:%M.%S}"


def prague(value: datetime) -> datetime:
    """The same instant on a clock in Prague, without its zone."""
    if value.tzinfo is None:
        raise ValueError("a time carries its zone")
    utc = value.astimezone(UTC)
    return (utc + timedelta(hours=_offset(utc))).replace(tzinfo=None)


def _offset(utc: datetime) -> int:
    """Hours before UTC: 2 in summer time, from 01:00 UTC of the last Sunday of March to 01:00 UTC of that of October."""
    return 2 if _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10) else 1


def _last_sunday(year: int, month: int) -> datetime:
    end = datetime(year, month, 31, 1, tzinfo=UTC)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def typeset(text: str) -> str:
    """Spaces that may not break a line: after one-letter prepositions and abbreviations, between a number and its unit."""
    for pattern, new in ((_ONE_LETTER, rf"\1{NBSP}"), (_ABBREVIATION, rf"\1.{NBSP}"), (_NUMBER_UNIT, NBSP)):
        text = pattern.sub(new, text)
    return text
