"""Shadow AI: which services were tried without an approval, by month, without persons; and the month's report to keep."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from allowlist import prague
from gateway.console.context import Console, off_loop
from gateway.console.layout import page
from gateway.console.ports import Workplace
from gateway.console.problems import Problem, problem_answer
from gateway.record.shadow import K

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)

type Month = Annotated[str, Query(max_length=7)]


def router(_console: Console, place: Workplace) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/shadow")
    async def shown(request: Request, month: Month = "") -> Response:
        wanted = month or f"{prague.day(place.now()):%Y-%m}"
        if not _MONTH.fullmatch(wanted):
            return problem_answer(request.scope, Problem.INVALID)
        try:
            rows = await off_loop(place.shadow, wanted)
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        names = {service.id: service.name for service in place.register().catalogue.services.values()}
        before, after = neighbours(wanted)
        return page(
            request.scope,
            "shadow.html",
            rows=rows,
            names=names,
            month=wanted,
            before=before,
            after=after if after <= f"{prague.day(place.now()):%Y-%m}" else "",
            most=max((row.attempts for row in rows), default=1),
            smallest=K,
        )

    @routes.get("/shadow/{month}.pdf")
    async def paper(request: Request, month: str) -> Response:
        if not _MONTH.fullmatch(month):
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            made = await off_loop(place.shadow_paper, month)
        except ValueError:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        named = {"Content-Type": "application/pdf", "Content-Disposition": f'attachment; filename="stinova-ai-{month}.pdf"'}
        return Response(made, headers=named)

    return routes


def neighbours(month: str) -> tuple[str, str]:
    """The month before and the month after: ``2026-12`` and ``2027-02`` of ``2027-01``."""
    year, number = map(int, month.split("-"))
    before, after = year * 12 + number - 2, year * 12 + number
    return f"{before // 12:04}-{before % 12 + 1:02}", f"{after // 12:04}-{after % 12 + 1:02}"
