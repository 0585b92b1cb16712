"""The first page: what was stopped, live, and how the gateway is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.event_view import event_view
from gateway.console.language import Language, language_of
from gateway.console.problems import Problem, problem_answer
from gateway.console.rendering import render
from gateway.console.texts import text
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
            "tools": tools,
            "stand_in": any(tool["category"]["id"] == STAND_IN for tool in tools),
            "coverage": lines,
            "totals": {scan: sum(line.counts[scan] for line in lines) for scan in SCANS},
            "scans": SCANS,
            "proxy": f"http://{settings.proxy.host}:{settings.proxy.port}",
        }

    @routes.get("/")
    async def events(request: Request, before: Cursor = None) -> Response:
        language = language_of(request.scope)
        everything = ports.filters()
        try:
            cursor = await off_loop(ports.events.end)  # before the page: what comes between is shown twice rather than missed
            page = await off_loop(ports.events.latest, ROWS, everything, before)
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        shown = await state(language)
        html = render(
            "events.html",
            language,
            **shown,
            events=[event_view(row.public(), language, shown["names"]) for row in page.rows],
            cursor=cursor,
            older=page.next if page.more else None,
            live=before is None,
            signed_in=True,
        )
        return HTMLResponse(html, headers={"Vary": "Accept-Language"})

    @routes.get("/live")
    async def live(request: Request, after: Annotated[str, Query(max_length=128)]) -> Response:
        language = language_of(request.scope)
        try:
            page = await off_loop(ports.events.page, after, ROWS, ports.filters())
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        shown = await state(language)
        newest_first = [event_view(row.public(), language, shown["names"]) for row in reversed(page.rows)]
        html = render("live.html", language, **shown, events=newest_first, cursor=page.next, live=True)
        return HTMLResponse(html, headers={"Vary": "Accept-Language"})

    return routes
