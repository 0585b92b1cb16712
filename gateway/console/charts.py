"""``/charts``: attempts by kind and tool over time, departments large enough to be named, how long stages take. No persons anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from allowlist import prague
from gateway.act.texts import texts
from gateway.act.texts_file import OTHER
from gateway.console import layout
from gateway.console.chart import Chart, Series, bars, columns, leading
from gateway.console.clock import NO_BREAK
from gateway.console.context import Console, off_loop
from gateway.console.language import Language, language_of
from gateway.console.reader_ports import Numbers, Security
from gateway.console.texts import text, word
from gateway.latency import latencies
from gateway.record.facets import week
from gateway.record.false_alarm import Outcome
from gateway.record.shadow import OTHERS, K

SPANS = (31, 92, 366)
"""Days that may be shown."""
WRONG = frozenset({Outcome.MISTAKE, Outcome.POLICY})
"""How a report ends when it was justified."""
PER = 1_000
BY_WEEK = 62
"""Days from which columns are weeks: some sixty columns are as many as an eye follows."""

type Days = Annotated[int, Query(ge=1, le=SPANS[-1])]


def places(since: date, until: date) -> dict[str, str]:
    """The columns of a span: days, or the Mondays of its weeks; ISO, with what stands under each."""
    by_week = (until - since).days > BY_WEEK
    first, step = (week(since), 7) if by_week else (since, 1)
    days = [first + timedelta(days=at) for at in range(0, (until - first).days, step)]
    return {day.isoformat(): f"{day.day}.{NO_BREAK}{day.month}." for day in days}


def over_time(numbers: Numbers, language: Language, names: Mapping[str, str], since: date, until: date) -> list[Chart]:
    """By kind, by tool, by verdict."""
    shown, by_week = places(since, until), (until - since).days > BY_WEEK
    read = numbers.by_week if by_week else numbers.by_day
    kinds, others = texts(language).kinds, text(language, "charts.others")
    head = text(language, "charts.week" if by_week else "charts.day")

    def chart(key: str, named: Mapping[str, str]) -> Chart:
        series = leading(read(key, since, until), list(shown), others)
        said = [Series(named.get(one.name, one.name) or text(language, "unknown"), one.values) for one in series]
        return columns(text(language, f"charts.{key}"), list(shown.values()), said, head)

    return [
        chart("verdict", _words(language, "verdict")),
        chart("kind", {kind: forms["one"] for kind, forms in kinds.items() if kind != OTHER}),
        chart("tool", names),
    ]


def _words(language: Language, prefix: str) -> dict[str, str]:
    return {code: word(language, prefix, code) for code in ("block", "refuse", "warn", "pseudonymise", "pass_recorded", "pass")}


def departments(counts: Mapping[str, int], language: Language) -> Chart:
    """Bars; what is too small to be named stands together, and last."""
    special = {OTHERS: text(language, "charts.small"), "": text(language, "charts.nobody")}
    rows = [(special.get(name, name), float(count)) for name, count in counts.items()]
    heads = (text(language, "charts.department"), text(language, "charts.events"))
    return bars(text(language, "charts.departments"), rows, heads)


def mistakes(reported: Sequence[datetime], numbers: Numbers, language: Language, since: date, until: date) -> Chart:
    """Reports in which the gateway was wrong, by when they were made, per 1,000 stopped prompts of that week."""
    first = week(since)
    weeks = [first + timedelta(days=at) for at in range(0, (until - first).days, 7)]
    stopped = numbers.by_week("verdict", first, until)
    wrong = Counter(week(prague.day(at)) for at in reported)
    rates = tuple(round(PER * wrong[at] / max(stopped.get(at.isoformat(), {}).get("block", 0), wrong[at], 1)) for at in weeks)
    series = [Series(text(language, "charts.mistakes.series"), rates)] if any(rates) else []
    under = [f"{at.day}.{NO_BREAK}{at.month}." for at in weeks]
    return columns(text(language, "charts.mistakes"), under, series, text(language, "charts.week"))


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
            exposition = await off_loop(ports.stages)
        except (OSError, ValueError):
            exposition = b""
        shown = [*time, departments(groups, language)] if groups else time
        if ports.false_alarms is not None:
            wrong = await off_loop(ports.false_alarms.times, WRONG, prague.midnight(week(since)))
            shown = [*shown, await off_loop(mistakes, wrong, security.numbers, language, since, until)]
        return layout.page(
            request.scope, "charts.html", charts=shown, durations=durations(exposition, language), spans=SPANS, days=days, smallest=K
        )

    return routes
