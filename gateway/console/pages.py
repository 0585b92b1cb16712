"""The first page: what was stopped, live, and how the gateway is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from gateway.act.texts import texts
from gateway.console import layout
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.event_view import TONES, event_view
from gateway.console.language import Language, language_of
from gateway.console.narrowing import narrowing_of
from gateway.console.navigation import begins
from gateway.console.problems import Problem, problem_answer
from gateway.console.texts import text, word
from gateway.console.visitor import may_open, visitor_of
from gateway.metric_labels import OTHER, SCANS
from gateway.metrics import Figures

ROWS = 50
"""Events on a page: two or three screens."""
STAND_IN = "demo"
"""The category of the stand-in provider in the catalogue."""

type Cursor = Annotated[str | None, Query(max_length=128)]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One line of the coverage table: a tool and its four numbers."""

    tool: str
    counts: dict[str, int]


def coverage(figures: Figures | None, names: dict[str, str], language: Language) -> list[Coverage]:
    """The coverage of each tool under its name. What no tool is (refused before it had one) stands last."""
    if figures is None:
        return []
    lines = sorted(figures.coverage.items(), key=lambda item: (item[0] == OTHER, names.get(item[0], item[0])))
    return [
        Coverage(
            text(language, "coverage.other") if tool == OTHER else names.get(tool, tool), {scan: counts.get(scan, 0) for scan in SCANS}
        )
        for tool, counts in lines
    ]


def router(console: Console) -> APIRouter:
    """The page and the part of it that script fetches."""
    routes = APIRouter(include_in_schema=False)
    ports, settings = console.ports, console.settings

    async def state(language: Language) -> dict[str, Any]:
        """What the strip and the coverage table show."""
        try:
            figures = await off_loop(ports.figures)
        except (OSError, ValueError):
            figures = None  # the page is worth showing without its numbers
        published = ports.publication.tools()
        tools = published["tools"]
        names = {service["id"]: service["name"] for service in (*tools, *published["forbidden"])}
        lines = coverage(figures, names, language)
        return {
            "names": names,
            "figures": figures,
            "refused_change": ports.refused_change(),
            "trials": [(names.get(tool, tool), for_people(until)) for tool, until in sorted(ports.trials().items())],
            "unread": [(name, ", ".join(names.get(tool, tool) for tool in which), for_people(end)) for name, which, end in ports.unread()],
            "tools": tools,
            "stand_in": any(tool["category"]["id"] == STAND_IN for tool in tools),
            "coverage": lines,
            "totals": {scan: sum(line.counts[scan] for line in lines) for scan in SCANS},
            "scans": SCANS,
            "proxy": f"http://{settings.proxy.host}:{settings.proxy.port}",
        }

    async def choices(language: Language, names: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
        """What the form offers, by field: codes and words."""
        verdicts = [(code, word(language, "verdict", code)) for code in TONES if code != "pass"]
        if ports.security is None:
            return {"tool": sorted(names.items()), "verdict": verdicts, "kind": [], "department": []}
        tools, kinds, departments = [await off_loop(ports.security.numbers.known, facet) for facet in ("tool", "kind", "department")]
        every, said = ports.security.names(), texts(language).kinds
        seen = {tool: every.get(tool, tool) for tool in tools if tool} | names  # the catalogue has hundreds that nobody here uses
        return {
            "tool": sorted(seen.items(), key=lambda pair: pair[1].casefold()),
            "verdict": verdicts,
            "kind": sorted(((kind, said[kind]["one"] if kind in said else kind) for kind in kinds), key=lambda pair: pair[1]),
            "department": [(name, name) for name in departments if name],
        }

    @routes.get("/events")
    @routes.get("/")
    async def events(request: Request, before: Cursor = None) -> Response:
        first = begins(visitor_of(request.scope))
        if first != "/" and not (
            may_open(visitor_of(request.scope), "GET", "/events") and (request.url.path != "/" or request.query_params)
        ):
            return RedirectResponse(first, 303, {"Cache-Control": "no-store"})
        language = language_of(request.scope)
        try:
            narrowed = narrowing_of(request.query_params)
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        try:
            cursor = await off_loop(ports.events.end)  # before the page: what comes between is shown twice rather than missed
            page = await off_loop(ports.events.latest, ROWS, narrowed.filters(ports.filters), before)
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        shown = await state(language)
        return layout.page(
            request.scope,
            "events.html",
            **shown,
            events=[event_view(row.public(), language, shown["names"]) for row in page.rows],
            cursor=cursor,
            older=page.next if page.more else None,
            live=before is None and narrowed.live,
            first=before is None,
            narrowed=narrowed,
            choices=await choices(language, shown["names"]),
        )

    @routes.get("/live")
    async def live(request: Request, after: Annotated[str, Query(max_length=128)]) -> Response:
        language = language_of(request.scope)
        try:
            page = await off_loop(ports.events.page, after, ROWS, narrowing_of(request.query_params).filters(ports.filters))
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        shown = await state(language)
        newest_first = [event_view(row.public(), language, shown["names"]) for row in reversed(page.rows)]
        return layout.page(request.scope, "live.html", **shown, events=newest_first, cursor=page.next, live=True, first=True)

    return routes
