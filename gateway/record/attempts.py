"""From refusals on record to the attempts that :mod:`gateway.record.shadow` counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from allowlist import prague
from gateway.record.shadow import UNKNOWN, Attempt


def department(facts: Mapping[str, Any]) -> str:
    """The department on record; :data:`~gateway.record.shadow.UNKNOWN` while the directory names none."""
    return str(facts.get("department") or UNKNOWN)


def attempts(refusals: Iterable[Mapping[str, Any]], of: Callable[[Mapping[str, Any]], str] = department) -> Iterator[Attempt]:
    """One attempt per refusal (the public form of a ``tool.refused`` event). ``of`` tells the department."""
    for facts in refusals:
        day = prague.day(datetime.fromisoformat(facts["at"]))
        yield Attempt(day, str(facts["tool"]), of(facts), facts.get("person"))


def month(text: str) -> tuple[date, date]:
    """``2026-11`` as its first day and the first day after it. ValueError for anything else."""
    year, dash, number = text.partition("-")
    if not (dash and len(text) == len("2026-11") and year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
        raise ValueError("a month is written as 2026-11")
    first = date(int(year), int(number), 1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)
