"""The yearly numbers: what the officer's report of 31 January says (the directive, art. IV para. 5 (k))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.papers import charts, czech, words
from gateway.papers.model import Picture
from gateway.record.breach.case import Case
from gateway.record.breach.step import State

MONTHS = ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec")


@dataclass(frozen=True, slots=True)
class Year:
    """The cases of one year."""

    year: int
    cases: tuple[Case, ...]

    @property
    def incidents(self) -> int:
        """Cases that were incidents."""
        return sum(_is_incident(case) for case in self.cases)

    @property
    def dismissed(self) -> int:
        """False alarms."""
        return sum(case.state is State.DISMISSED for case in self.cases)

    @property
    def notified(self) -> int:
        """Told to the authority."""
        return sum(bool(case.authority) for case in self.cases)

    @property
    def told(self) -> int:
        """Told to the persons."""
        return sum(bool(case.persons) for case in self.cases)

    @property
    def late(self) -> int:
        """Told to the authority after the deadline."""
        return sum(bool(case.authority) and (clock := case.clock()) is not None and clock.late(case.authority[0].at) for case in self.cases)


def of_year(cases: Iterable[Case], year: int) -> Year:
    """The cases that were detected in the year, by the time of Prague."""
    return Year(year, tuple(case for case in cases if "detected" in case.times and czech.prague(case.times["detected"]).year == year))


def prague_year(now: datetime) -> int:
    """The year that an instant falls in."""
    return czech.prague(now).year


def fields(cases: Sequence[Case], year: int, tool_name: Callable[[str], str] = str) -> dict[str, Any]:
    """The fields of ``vyrocni_zprava``."""
    now, before = of_year(cases, year), of_year(cases, year - 1)
    tools = Counter(str(case.facts.get("tool") or "bez nástroje") for case in now.cases)
    incidents = Counter(str(case.facts.get("tool") or "bez nástroje") for case in now.cases if _is_incident(case))
    return {
        "year": year,
        "totals": {
            "cases": czech.plural(len(now.cases), "případ", "případy", "případů"),
            "events": czech.plural(len(now.cases) - now.incidents - now.dismissed, "událost", "události", "událostí"),
            "incidents": czech.plural(now.incidents, "incident", "incidenty", "incidentů"),
            "notified": czech.plural(now.notified, "incident", "incidenty", "incidentů"),
            "told": czech.plural(now.told, "incident", "incidenty", "incidentů"),
            "late": czech.plural(now.late, "ohlášení", "ohlášení", "ohlášení"),
        },
        "comparison": [
            {"name": name, "before": str(old), "now": str(new)}
            for name, old, new in (
                ("Případů celkem", len(before.cases), len(now.cases)),
                ("Incidentů", before.incidents, now.incidents),
                ("Planých poplachů", before.dismissed, now.dismissed),
                ("Ohlášeno úřadu", before.notified, now.notified),
                ("Oznámeno subjektům", before.told, now.told),
                ("Po lhůtě", before.late, now.late),
            )
        ],
        "tools": [{"name": tool_name(tool), "cases": str(count), "incidents": str(incidents[tool])} for tool, count in tools.most_common()],
        "open_measures": [
            f"případ {case.id}: {measure.text} ({measure.owner})" for case in now.cases for measure in case.measures if not measure.done
        ],
        "plan": _plan(now),
    }


def pictures(cases: Sequence[Case], year: int) -> dict[str, Picture]:
    """The charts ``months`` and ``kinds``."""
    now = of_year(cases, year)
    months = Counter(czech.prague(case.times["detected"]).month for case in now.cases)
    kinds: Counter[str] = Counter()
    for case in now.cases:
        kinds.update(set(case.facts.get("kinds", {})))
    named = [(_kind(entity), count) for entity, count in kinds.most_common(8)]
    return {
        "months": charts.bars(f"Případy podle měsíců, {now.year}", [(name, months[at]) for at, name in enumerate(MONTHS, 1)]),
        "kinds": charts.bars("Případy podle druhu údajů", named),
    }


def _plan(now: Year) -> list[str]:
    """What the year's cases ask of the next one."""
    points = []
    if now.late:
        points.append("zkrátit dobu mezi zjištěním a ohlášením; v roce byla lhůta překročena")
    most = Counter(str(case.facts.get("department")) for case in now.cases if case.facts.get("department")).most_common(1)
    if most and most[0][1] > 1:
        points.append(f"školení útvaru {most[0][0]}, ve kterém se případy opakovaly")
    if now.dismissed * 3 > len(now.cases):
        points.append("prověřit nastavení detekce: více než třetina případů byl planý poplach")
    return points or ["pokračovat v ověřování účinnosti opatření"]


def _is_incident(case: Case) -> bool:
    return case.risk is not None or case.state in {State.INCIDENT, State.DECIDED}


def _kind(entity: str) -> str:
    """``rodná čísla`` without a number."""
    return words.kinds({entity: 2}).partition(" ")[2]
