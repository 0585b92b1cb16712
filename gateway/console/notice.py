"""The notice of checking (§ 316(3) of the Labour Code): what is checked, what is kept and for how long, and a button to confirm it.

Open to everybody, since it is meant for everybody to read. To confirm takes the link out of a refusal, which says for whom
(:mod:`gateway.people.ticket`); the page itself learns nobody's name.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console.context import Console, off_loop
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer

NOTICE = "/notice"
MAX_FORM = 4096
"""Bytes of the form: a ticket."""


def router(console: Console) -> APIRouter:
    """The routes of the notice."""
    routes = APIRouter(include_in_schema=False)
    port = console.ports.notice

    def shown(request: Request, ticket: str, state: str, status: int = 200) -> Response:
        assert port is not None  # noqa: S101  # both callers made sure
        return page(request.scope, "notice.html", status, blocks=port.text(), ticket=ticket, state=state)

    @routes.api_route(NOTICE, methods=["GET", "HEAD"])
    async def show(request: Request) -> Response:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        ticket = request.query_params.get("t", "")
        state = "read" if not ticket else ("confirm" if port.whose(ticket) else "over")
        return shown(request, ticket if state == "confirm" else "", state)

    @routes.post(NOTICE)
    async def confirm(request: Request) -> Response:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_FORM:
                return problem_answer(request.scope, Problem.TOO_LARGE)
        ticket = parse_qs(body.decode("utf-8", "replace"), max_num_fields=4).get("t", [""])[0]
        whose = port.whose(ticket)
        if whose is None:
            return shown(request, "", "over", 400)
        await off_loop(port.acknowledge, *whose)
        return shown(request, "", "done")

    return routes
