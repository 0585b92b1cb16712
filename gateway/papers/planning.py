"""Inputs of the officer's plan for a year from the cases of the year before: training, controls, measures, days that are fixed.

Source: the directive, art. IV para. 5 (o) (the plan by 31 January, the director told by 15 February), (t) and (u) (training every year).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gateway.papers import annual, czech
from gateway.papers.annual import Year
from gateway.record.breach.case import Case
from gateway.record.breach.grouping import tier

TIERS = {"special": "zvláštní kategorie údajů", "confidential": "důvěrné informace a přihlašovací údaje", "ordinary": "běžné osobní údaje"}
MANY = 2
"""Cases of one department, tool or class from which it is worth a point of its own."""


def fields(cases: Sequence[Case], year: int, tool_name: Callable[[str], str] = str) -> dict[str, Any]:
    """The fields of ``plan_cinnosti``: the plan is for the year after ``year``."""
    now = annual.of_year(cases, year)
    return {
        "year": year,
        "cases": czech.plural(len(now.cases), "případ", "případy", "případů"),
        "incidents": czech.plural(now.incidents, "incident", "incidenty", "incidentů"),
        "training": _training(now),
        "controls": _controls(now, tool_name),
        "measures": [
            {"text": measure.text, "owner": measure.owner, "due": czech.day(measure.due) if measure.due else "bez termínu", "case": case.id}
            for case in cases
            for measure in case.measures
            if measure.done is None
        ],
        "dates": [
            {"day": czech.day(day), "what": what}
            for day, what in (
                (date(year + 1, 1, 31), f"výroční zpráva za rok {year} a plán činnosti na rok {year + 1}"),
                (date(year + 1, 2, 15), "seznámení ředitele nebo ředitelky s plánem"),
                (date(year + 2, 1, 31), f"výroční zpráva za rok {year + 1}"),
            )
        ],
    }


def _training(now: Year) -> list[dict[str, str]]:
    """Departments, or classes of data where no department is known, whose cases came again."""
    departments = Counter(str(case.facts["department"]) for case in now.cases if case.facts.get("department"))
    rows = [{"who": name, "why": _cases(count), "what": _topics(now, name)} for name, count in departments.most_common() if count >= MANY]
    return [*rows, {"who": "všichni zaměstnanci", "why": "směrnice, čl. IV odst. 5 písm. t)", "what": "každoroční školení"}]


def _topics(now: Year, department: str) -> str:
    found = Counter(tier(case.facts.get("kinds", ())) for case in now.cases if case.facts.get("department") == department)
    return ", ".join(TIERS[name] for name, _ in found.most_common())


def _controls(now: Year, tool_name: Callable[[str], str]) -> list[str]:
    points = []
    for tool, count in Counter(str(case.facts["tool"]) for case in now.cases if case.facts.get("tool")).most_common():
        if count >= MANY:
            points.append(f"prověřit podmínky používání nástroje {tool_name(tool)}: {_cases(count)}")
    special = sum(tier(case.facts.get("kinds", ())) == "special" for case in now.cases)
    if special:
        points.append(f"prověřit, kdo smí nakládat se zvláštními kategoriemi údajů: {_cases(special)}")
    if now.late:
        points.append("zkrátit dobu mezi zjištěním a ohlášením: lhůta 72 hodin byla překročena")
    if now.dismissed * 3 > len(now.cases):
        points.append("prověřit nastavení detekce: více než třetina případů byl planý poplach")
    outside = sum(not case.facts.get("tool") for case in now.cases)
    if outside:
        points.append(f"prověřit zabezpečení mimo nástroje umělé inteligence: {_cases(outside)}")
    points += ["ověřit účinnost opatření z uzavřených případů", "ověřit správnost záznamů o činnostech zpracování (čl. 30 GDPR)"]
    return points


def _cases(count: int) -> str:
    return czech.plural(count, "případ", "případy", "případů")
