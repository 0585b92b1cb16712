"""The register of breaches (GDPR art. 33 para. 5) as a page, and a year of cases in numbers, with the standing papers beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from allowlist import prague
from gateway.act.texts import texts
from gateway.console import case_view as view
from gateway.console import hand_ins
from gateway.console.case_ports import Cases
from gateway.console.chart import Chart, Series, bars, columns
from gateway.console.clock import for_people, in_prague
from gateway.console.context import Console, off_loop
from gateway.console.language import Language, language_of
from gateway.console.layout import page
from gateway.console.texts import text
from gateway.record.breach.case import Case
from gateway.record.breach.step import State
from gateway.record.hand_in import HandIn

MOST_BARS = 12
ROWS = 60
"""Cases of one page of the register: it is read, and the whole stands in the table beside it."""

type Year = Annotated[int, Path(ge=2000, le=9999)]
type Before = Annotated[str, Query(pattern=r"^\d{4}-\d{4,}$")]


def of_year(cases: Sequence[Case], year: int) -> list[Case]:
    """The cases that were detected in the year, by the time of Prague, as the officer's report counts them."""
    return [case for case in cases if "detected" in case.times and in_prague(case.times["detected"]).year == year]


def numbers(cases: Sequence[Case]) -> Mapping[str, int]:
    """What a year's report says first, by the key of its words."""
    return {
        "cases": len(cases),
        "incidents": sum(case.risk is not None or case.state in {State.INCIDENT, State.DECIDED} for case in cases),
        "dismissed": sum(case.state is State.DISMISSED for case in cases),
        "notified": sum(bool(case.authority) for case in cases),
        "told": sum(bool(case.persons) for case in cases),
        "late": sum(bool(case.authority) and (clock := case.clock()) is not None and clock.late(case.authority[0].at) for case in cases),
    }


def charts(cases: Sequence[Case], named: Callable[[str], str], language: Language) -> list[Chart]:
    """By month, by kind of data, by tool, by department. No persons anywhere."""
    months = Counter(in_prague(case.times["detected"]).month for case in cases)
    places = [f"{month}." for month in range(1, 13)]
    series = Series(text(language, "case_year.cases"), tuple(months[month] for month in range(1, 13)))
    kinds, tools, departments = Counter[str](), Counter[str](), Counter[str]()
    words = texts(language).kinds
    for case in cases:
        kinds.update(words[kind]["one"] if kind in words else kind for kind in set(case.facts.get("kinds", {})))
        tools.update([named(str(case.facts["tool"])) if case.facts.get("tool") else text(language, "case_year.no_tool")])
        departments.update([str(case.facts["department"])] if case.facts.get("department") else [])
    found = [columns(text(language, "case_year.by_month"), places, [series], text(language, "case_year.month"))]
    for key, counts in (("kind", kinds), ("tool", tools), ("department", departments)):
        heads = (text(language, f"case_year.{key}"), text(language, "case_year.cases"))
        rows = [(name, float(count)) for name, count in counts.most_common(MOST_BARS)]
        if rows:
            found.append(bars(text(language, f"case_year.by_{key}"), rows, heads))
    return found


def router(_console: Console, cases: Cases) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    def named(tool: str) -> str:
        return cases.name(tool)

    async def entries() -> tuple[HandIn, ...]:
        return tuple(await off_loop(cases.handed.listed))

    @routes.get("/cases/register")
    async def register(request: Request, before: Before = "") -> Response:
        language, now = language_of(request.scope), cases.now()
        every = [case for case in await off_loop(cases.breaches.cases) if not before or case.id < before]
        found, older = every[-ROWS:], every[:-ROWS]
        lines = [
            view.line(case, now, named(str(case.facts["tool"])) if case.facts.get("tool") else "", language) for case in reversed(found)
        ]
        sent = {case.id: for_people(case.authority[0].at) for case in found if case.authority}
        return page(
            request.scope,
            "case_register.html",
            lines=lines,
            sent=sent,
            older=(found[0].id, len(older)) if older else None,
            before=before,
            handed=hand_ins.lines(await entries(), language),
            standing=cases.papers.standing_names,
            year=prague.day(now).year,
        )

    @routes.get("/cases/year/{year}")
    async def yearly(request: Request, year: Year) -> Response:
        return await shown(request, year)

    async def shown(request: Request, year: int, fault: str = "", status: int = 200) -> Response:
        language = language_of(request.scope)
        every = list(await off_loop(cases.breaches.cases))
        found, before = of_year(every, year), of_year(every, year - 1)
        return page(
            request.scope,
            "case_year.html",
            status,
            year=year,
            this_year=(today := prague.day(cases.now())).year,
            today=today.isoformat(),
            enters=year < today.year,
            handed=hand_ins.lines(tuple(one for one in await entries() if one.year == year), language),
            fault=fault,
            numbers=numbers(found),
            before=numbers(before),
            charts=charts(found, named, language) if found else [],
            standing=cases.papers.standing_names,
        )

    @routes.post("/cases/year/{year}/handed-in")
    async def handed_in(request: Request, year: Year) -> Response:
        answer, fault = await hand_ins.from_page(request, cases, year)
        return answer or await shown(request, year, fault, 422)

    return routes
