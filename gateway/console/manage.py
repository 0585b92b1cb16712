"""``/admin``: the administrator's first page: the first steps, and what ``celnice doctor`` finds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.console import layout
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, read_form
from gateway.console.language import language_of
from gateway.console.manager_ports import Finding, Manager
from gateway.console.problems import problem_answer
from gateway.console.setup_view import Seen, steps

ADMIN = "/admin"
KEPT_SECONDS = 60.0
"""How long an examination is shown: it reads disks and certificates, and whoever mends something asks for a new one."""

_ORDER = {"fault": 0, "warning": 1, "ok": 2}


@dataclass(slots=True)
class Examined:
    """The last examination of this process."""

    at: float = -KEPT_SECONDS
    when: str = ""
    others: bool = False
    findings: Sequence[Finding] = ()


def router(console: Console, manager: Manager, clock: Callable[[], float] = time.monotonic) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    last, ports = Examined(), console.ports

    async def examine(others: bool) -> None:
        found = await off_loop(manager.examine, others)
        last.findings = sorted(found, key=lambda one: _ORDER[one.state])
        last.at, last.when, last.others = clock(), for_people(manager.now()), others

    def seen() -> Seen:
        reception = ports.reception
        return Seen(
            manager.now(),
            manager.setup(),
            reception.keeper.all() if reception is not None else None,
            len(ports.publication.tools()["tools"]),
            manager.authority(),
            manager.feeds(),
            manager.backup(),
        )

    @routes.get(ADMIN)
    async def shown(request: Request) -> Response:
        if clock() - last.at >= KEPT_SECONDS:
            await examine(others=False)
        found = steps(await off_loop(seen), language_of(request.scope))
        return layout.page(
            request.scope,
            "manage.html",
            steps=found,
            ready=sum(1 for step in found if step.tone == "pass"),
            findings=last.findings,
            bad=[one for one in last.findings if one.state != "ok"],
            when=last.when,
            others=last.others,
            refused=ports.refused_change(),
        )

    @routes.post(f"{ADMIN}/doctor")
    async def asked(request: Request) -> Response:
        try:
            await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        await examine(others=True)
        return RedirectResponse(f"{ADMIN}#doctor", 303)

    return routes
