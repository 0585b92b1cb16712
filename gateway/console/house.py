"""``/gateway``: how the gateway is, the canary, and the way to what is seen of which tool and to the trial of a text."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.canary.outcome import Outcome
from gateway.console import layout
from gateway.console.boundary import place_of
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, read_form
from gateway.console.health import Readiness
from gateway.console.health_view import Facts, lines
from gateway.console.language import language_of
from gateway.console.problems import problem_answer
from gateway.console.reader_ports import Security
from gateway.errors import UserError

logger = logging.getLogger("celnice.console")

GATEWAY = "/gateway"


@dataclass(slots=True)
class LastCanary:
    """What the last canary of this process brought; "" while none was sent."""

    when: str = ""
    outcomes: Sequence[Outcome] = ()
    failed: bool = False
    task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether one is under way."""
        return self.task is not None and not self.task.done()


def router(console: Console, security: Security) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    ports, last = console.ports, LastCanary()
    readiness = Readiness(dict(ports.checks), time.monotonic)

    async def facts() -> Facts:
        found: dict[str, Any] = {}
        for name, port in (("figures", ports.figures), ("exposition", ports.exposition)):
            try:
                found[name] = await off_loop(port)
            except (OSError, ValueError):
                continue  # the page says that numbers are missing
        return Facts(security.now(), await readiness.answers(), authority=await off_loop(_end, ports.certificate), **found)

    async def fly() -> None:
        try:
            last.outcomes, last.failed = await security.canary(), False
        except Exception as error:  # noqa: BLE001  # nobody awaits this task; its text may quote anything
            logger.error("the canary failed: %s at %s", type(error).__name__, place_of(error))  # noqa: TRY400
            last.outcomes, last.failed = (), True
        last.when = for_people(security.now())

    @routes.get(GATEWAY)
    async def shown(request: Request) -> Response:
        language = language_of(request.scope)
        return layout.page(
            request.scope,
            "gateway.html",
            lines=lines(await facts(), language),
            when=last.when,
            running=last.running,
            failed=last.failed,
            count=len(last.outcomes),
            bad=[one for one in last.outcomes if not one.good],
            names=security.names(),
        )

    @routes.post(f"{GATEWAY}/canary")
    async def canary(request: Request) -> Response:
        try:
            await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if last.task is None or last.task.done():
            last.task = asyncio.create_task(fly())  # some seconds: the page asks again until it is back
        return RedirectResponse(f"{GATEWAY}#canary", 303)

    return routes


def _end(certificate: Any) -> datetime | None:
    """When the authority's certificate ends; None while there is none that can be read."""
    try:
        return x509.load_pem_x509_certificates(certificate())[0].not_valid_after_utc
    except (OSError, ValueError, UserError, IndexError):
        return None
