"""``/admin/feeds``: how each feed goes, and a test of one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, one, read_form
from gateway.console.manager_ports import Manager
from gateway.console.problems import Problem, problem_answer

FEEDS = "/admin/feeds"


def router(_console: Console, manager: Manager) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    async def shown(request: Request, tested: str = "", why: str = "") -> Response:
        found = await off_loop(manager.feeds)
        feeds = [(feed, for_people(feed.sent) if feed.sent else "") for feed in found]
        return layout.page(request.scope, "feeds.html", feeds=feeds, tested=tested, why=why)

    @routes.get(FEEDS)
    async def show(request: Request) -> Response:
        return await shown(request)

    @routes.post(f"{FEEDS}/test")
    async def test(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        name = one(form, "feed")
        try:
            why = await off_loop(manager.test, name)
        except KeyError:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return await shown(request, name, why)

    return routes
