"""``/admin/kit``: what employees' devices are given, as one archive, and how each platform takes it."""

from __future__ import annotations

import logging
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.clock import NO_BREAK, for_people
from gateway.console.context import Console, off_loop
from gateway.console.manager_ports import Manager
from gateway.console.problems import Problem, problem_answer
from gateway.console.setup_view import RENEW
from gateway.errors import UserError

logger = logging.getLogger("celnice.console")

KIT = "/admin/kit"
PLATFORMS = ("gpo", "intune", "firefox", "linux", "macos", "java", "node", "python", "wsl", "git")
"""The order is that of an office's fleet: most are Windows machines in a domain."""


def router(_console: Console, manager: Manager) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(KIT)
    async def shown(request: Request) -> Response:
        authority = await off_loop(manager.authority)
        left = authority.until - manager.now() if authority else timedelta()
        return layout.page(
            request.scope,
            "kit.html",
            authority=authority,
            since=_day(for_people(authority.since)) if authority else "",
            until=_day(for_people(authority.until)) if authority else "",
            tone="stop" if left <= timedelta() else "warn" if left < RENEW else "pass",
            days=max(left.days, 0),
            reachable=(await off_loop(manager.setup)).reachable,
            platforms=PLATFORMS,
        )

    @routes.get(f"{KIT}.zip")
    async def download(request: Request) -> Response:
        try:
            made = await off_loop(manager.kit)
        except (OSError, ValueError, UserError) as error:
            logger.warning("the kit cannot be made: %s", type(error).__name__)
            return problem_answer(request.scope, Problem.UNAVAILABLE)
        named = {"Content-Type": "application/zip", "Content-Disposition": 'attachment; filename="celnice-kit.zip"'}
        return Response(made, headers=named)

    return routes


def _day(moment: str) -> str:
    return moment.rpartition(NO_BREAK)[0]
