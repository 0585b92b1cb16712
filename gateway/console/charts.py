"""``/charts``: attempts by kind and tool over time, departments large enough to be named, how long stages take. No persons anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from allowlist import prague
from gateway.act.texts import OTHER, texts
from gateway.console import layout
from gateway.console.chart import Chart, Series, bars, columns, leading
from gateway.console.context import Console, off_loop
from gateway.console.language import Language, language_of
from gateway.console.reader_ports import Numbers, Security
from gateway.console.texts import text, word
from gateway.latency import latencies
from gateway.record.shadow import OTHERS, K

SPANS = (31, 92, 366)
"""Days that may be shown."""
BY_WEEK = 62
"""Days from which columns are weeks: some sixty columns are as many as an eye follows."""

type Days = Annotated[int, Query(ge=1, le=SPANS[-1])]


def places(since: date, until: date) -> tuple[tuple[str, ...], dict[str, str]]:
    """The columns of a span, and the column of each of its days (ISO). A week has the name of its Monday."""
    days = [since + timedelta(days=at) for at in range((until - since).days)]
    by_week = len(days) > BY_WEEK
    column = {day.isoformat(): _short(day - timedelta(days=day.weekday()) if by_week else day) for day in days}
    return tuple(dict.fromkeys(column.values())), column


def _short(day: date) -> str:
    return f"{day.day}.\u00a0{day.month}."


def gathered(days: Mapping[str, Mapping[str, int]], column: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Numbers by day as numbers by column."""
    found: dict[str, dict[str, int]] = {}
    for day, counts in days.items():
        if day in column:
            here = found.setdefault(column[day], {})
            for name, number in counts.items():
                here[name] = here.get(name, 0) + number
    return found


def over_time(numbers: Numbers, language: Language, names: Mapping[str, str], since: date, until: date) -> list[Chart]:
    """By kind, by tool, by verdict."""
    shown, column = places(since, until)
    kinds, others = texts(language).kinds, text(language, "charts.others")
    head = text(language, "charts.week" if (until - since).days > BY_WEEK else "charts.day")

    def chart(key: str, days: Mapping[str, Mapping[str, int]], named: Mapping[str, str]) -> Chart:
        series = leading(gathered(days, column), shown, others)
        said = [Series(named.get(one.name, one.name) or text(language, "unknown"), one.values) for one in series]
        return columns(text(language, f"charts.{key}"), shown, said, head)

    return [
        chart("verdict", numbers.by_day("verdict", since, until), _words(language, "verdict")),
        chart("kind", numbers.by_day("kind", since, until), {kind: forms["one"] for kind, forms in kinds.items() if kind != OTHER}),
        chart("tool", numbers.by_tool("verdict", since, until), names),
    ]


def _words(language: Language, prefix: str) -> dict[str, str]:
    return {code: word(language, prefix, code) for code in ("block", "refuse", "warn", "pseudonymise", "pass_recorded", "pass")}


def departments(counts: Mapping[str, int], language: Language) -> Chart:
    """Bars; what is too small to be named stands together, and last."""
    special = {OTHERS: text(language, "charts.small"), "": text(language, "charts.nobody")}
    rows = [(special.get(name, name), float(count)) for name, count in counts.items()]
    heads = (text(language, "charts.department"), text(language, "charts.events"))
    return bars(text(language, "charts.departments"), rows, heads)


def durations(exposition: bytes, language: Language) -> list[Chart]:
    """Half, and 95 of 100, of the requests in each stage. Nothing while nothing was measured."""
    found = [one for one in latencies(exposition) if one.stage != "connect"]
    if not found:
        return []
    heads = (text(language, "charts.stage"), text(language, "charts.milliseconds"))

    def chart(key: str, values: Sequence[float]) -> Chart:
        rows = [(word(language, "stage", one.stage), value) for one, value in zip(found, values, strict=True)]
        return bars(text(language, f"charts.{key}"), rows, heads, "ms")

    return [chart("p50", [one.p50 for one in found]), chart("p95", [one.p95 for one in found])]


def router(console: Console, security: Security) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)
    ports = console.ports

    @routes.get("/charts")
    async def charts(request: Request, days: Days = SPANS[0]) -> Response:
        language = language_of(request.scope)
        until = prague.day(security.now()) + timedelta(days=1)
        since = until - timedelta(days=days)
        first = since.replace(day=1)
        names = security.names()
        time = await off_loop(over_time, security.numbers, language, names, since, until)
        groups = await off_loop(security.numbers.departments, first, (until + timedelta(days=31)).replace(day=1))
        try:
            exposition = await off_loop(ports.exposition)
        except (OSError, ValueError):
            exposition = b""
        shown = [*time, departments(groups, language)] if groups else time
        return layout.page(
            request.scope, "charts.html", charts=shown, durations=durations(exposition, language), spans=SPANS, days=days, smallest=K
        )

    return routes
