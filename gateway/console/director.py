"""``/director``: one page a month. What was stopped, in numbers and of no person; what is open; what needs a signature. Printable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from allowlist import prague
from gateway.act.texts import texts
from gateway.console import case_view as view
from gateway.console.breach_items import OVER
from gateway.console.case_ports import Cases
from gateway.console.chart import Chart, bars
from gateway.console.context import Console, off_loop
from gateway.console.language import Language, language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.texts import text, word
from gateway.record.breach.case import NEEDED, Case, lacks
from gateway.record.breach.step import Part, State

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
MOST_BARS = 10


def needs(case: Case) -> str:
    """What a case waits for from the director: ``sign``, ``approve``, or "" for nothing."""
    gaps = lacks(case)
    if case.state is State.INCIDENT and not set(gaps) & {*NEEDED, "assess"} and Part.DIRECTOR not in case.signatures:
        return "sign"
    return "approve" if case.state is State.EVENT and case.proposal and case.approved is None else ""


def span(month: str) -> tuple[date, date]:
    """The first day of a month, and of the one after it."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return first, (first + timedelta(days=31)).replace(day=1)


def router(console: Console, cases: Cases) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)
    security = console.ports.security

    def stopped(first: date, after: date, language: Language) -> tuple[int, list[Chart]]:
        if security is None:
            return 0, []
        names, kinds = dict(security.names()), texts(language).kinds
        verdicts = _sum(security.numbers.by_day("verdict", first, after))
        made = []
        for key in ("kind", "tool"):
            counts = _sum(security.numbers.by_day(key, first, after))
            said = {name: kinds[name]["one"] if key == "kind" and name in kinds else names.get(name, name) for name in counts}
            rows = [(said[name] or text(language, "unknown"), float(count)) for name, count in counts.most_common(MOST_BARS)]
            if rows:
                made.append(
                    bars(
                        text(language, f"director.by_{key}"),
                        rows,
                        (text(language, f"case_year.{key}"), text(language, "director.attempts")),
                    )
                )
        return sum(count for name, count in verdicts.items() if name in {"block", "refuse"}), made

    @routes.get("/director")
    async def shown(request: Request, month: Annotated[str, Query(pattern=MONTH)] = "") -> Response:
        language, now = language_of(request.scope), cases.now()
        today = prague.day(now)
        try:
            first, after = span(month or f"{today:%Y-%m}")
            before = (first - timedelta(days=1)).replace(day=1)
        except (ValueError, OverflowError):
            return problem_answer(request.scope, Problem.INVALID)
        count, charts = await off_loop(stopped, first, after, language)
        found = [case for case in await off_loop(cases.breaches.cases) if case.state not in OVER]
        lines = {
            case.id: view.line(case, now, cases.name(str(case.facts["tool"])) if case.facts.get("tool") else "", language) for case in found
        }
        return page(
            request.scope,
            "director.html",
            month=f"{word(language, 'month', str(first.month))} {first.year}",
            before=f"{before:%Y-%m}",
            after=f"{after:%Y-%m}" if after <= today else "",
            stopped=count,
            form=view.plural(count),
            charts=charts,
            signing=[(lines[case.id], what) for case in found if (what := needs(case))],
            open=list(lines.values()),
        )

    return routes


def _sum(days: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in days.values():
        total.update(counts)
    return total
