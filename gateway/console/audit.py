"""``/audit``: what officials did. Openings of sealed data, sign-ins, roles, settings; narrowed, paged, as CSV; the chains verified."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.audit_ports import Audit
from gateway.console.audit_view import as_csv, asked_of, line
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.language import language_of
from gateway.console.problems import Problem, problem_answer
from gateway.record.act import GROUPS, Act

ROWS = 50
EXPORTED = 10_000
"""Acts of one export: some megabytes. Its narrowing by days leads to more."""

type Cursor = Annotated[str | None, Query(max_length=128)]


def router(_console: Console, audit: Audit) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/audit")
    async def acts(request: Request, before: Cursor = None) -> Response:
        try:
            asked = asked_of(request.query_params)
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        try:
            found = await off_loop(audit.acts, asked.wanted(), before, ROWS)
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        chains, language = await off_loop(audit.chains), language_of(request.scope)
        return layout.page(
            request.scope,
            "audit.html",
            200,
            {"Cache-Control": "no-store"},
            lines=[line(one, chains.wrong, language) for one in found.rows],
            asked=asked,
            older=asked.query(before=found.next) if found.next else "",
            first=before is None,
            chains=chains,
            verified=for_people(chains.at),
            kinds=tuple(GROUPS),
        )

    @routes.get("/audit.csv")
    async def table(request: Request) -> Response:
        try:
            asked = asked_of(request.query_params)
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        language = language_of(request.scope)
        found: list[Act] = []
        before: str | None = None
        while len(found) < EXPORTED:
            page = await off_loop(audit.acts, asked.wanted(), before, EXPORTED - len(found))
            found += page.rows
            before = page.next
            if not before:
                break
        content = as_csv((line(one, frozenset(), language) for one in found), language)
        headers = {"Content-Disposition": 'attachment; filename="celnice-audit.csv"', "Cache-Control": "no-store"}
        return Response(content, headers=headers, media_type="text/csv; charset=utf-8")

    return routes
