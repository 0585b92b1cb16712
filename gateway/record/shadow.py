"""Shadow AI: how often services that are not approved were tried, by service, department and day. Nobody can be told from it.

A department of a service is named only when at least ``K`` different persons of it tried the service in the month; where persons are not
known, at least ``K`` attempts on different days. What is smaller stands together under :data:`OTHERS`, and is left out when even
together it is too small. So no cell of the report leads to one person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

K = 5
"""The smallest group that is named. Five is what Czech statistics and the metrics of this house use."""

OTHERS = "*"
"""Departments too small to be named, together."""

UNKNOWN = ""
"""No department is known."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One refused attempt at a catalogued service."""

    day: date
    service: str
    department: str = UNKNOWN
    person: str | None = field(default=None, repr=False)
    """A pseudonym; it is counted and never shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service of the month. ``days`` counts attempts by day, ``departments`` by department as far as they may be named."""

    service: str
    attempts: int
    days: Mapping[date, int]
    departments: Mapping[str, int]


def report(attempts: Iterable[Attempt], k: int = K) -> tuple[Row, ...]:
    """The services that were tried, most often first. A service tried fewer than ``k`` times is named with its number only."""
    by_service: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_service[attempt.service].append(attempt)
    rows = (_row(service, tried, k) for service, tried in by_service.items())
    return tuple(sorted(rows, key=lambda row: (-row.attempts, row.service)))


def _row(service: str, tried: list[Attempt], k: int) -> Row:
    days = Counter(attempt.day for attempt in tried) if len(tried) >= k else Counter[date]()
    return Row(service, len(tried), dict(sorted(days.items())), _departments(tried, k))


def _departments(tried: list[Attempt], k: int) -> dict[str, int]:
    by_department: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in tried:
        by_department[attempt.department].append(attempt)
    named = {name: rows for name, rows in by_department.items() if _people(rows) >= k}
    rest = [attempt for name, rows in by_department.items() if name not in named for attempt in rows]
    shown = {name: len(rows) for name, rows in sorted(named.items())}
    # One small department alone under OTHERS would be told by what is missing: it needs a second one beside it.
    if _people(rest) >= k and len(by_department) - len(named) > 1:
        shown[OTHERS] = len(rest)
    return shown


def _people(rows: Iterable[Attempt]) -> int:
    """Different persons; an attempt of nobody known counts as one person a day."""
    return len({(attempt.person, attempt.day if attempt.person is None else None) for attempt in rows})
