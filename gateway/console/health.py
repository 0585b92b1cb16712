"""``/healthz`` (the process is alive) and ``/readyz`` (each part it needs answers). Open, and so they say no more than yes or no."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter
from starlette.responses import JSONResponse, PlainTextResponse, Response

from gateway.console.context import Console
from gateway.console.ports import Check

CHECK_SECONDS = 2.0
"""How long one check may take; what is slower is not ready."""
KEEP_SECONDS = 1.0
"""An answer is kept this long: the route is open, and a check costs a query."""


class Readiness:
    """Runs the checks side by side and keeps the answer for a moment."""

    def __init__(self, checks: dict[str, Check], now: Callable[[], float], check_seconds: float = CHECK_SECONDS) -> None:
        self._checks = checks
        self._now = now
        self._check_seconds = check_seconds
        self._lock = asyncio.Lock()
        self._kept: tuple[float, dict[str, bool]] | None = None

    async def answers(self) -> dict[str, bool]:
        """Each check and whether it passed."""
        async with self._lock:
            if self._kept is None or self._now() - self._kept[0] >= KEEP_SECONDS:
                passed = await asyncio.gather(*(self._passed(check) for check in self._checks.values()))
                self._kept = (self._now(), dict(zip(self._checks, passed, strict=True)))
            return self._kept[1]

    async def _passed(self, check: Check) -> bool:
        try:
            async with asyncio.timeout(self._check_seconds):
                return await check()
        except Exception:  # noqa: BLE001  # a check that fails in any way has not passed
            return False


def router(console: Console) -> APIRouter:
    """The routes for load balancers and supervisors."""
    routes = APIRouter(include_in_schema=False)
    readiness = Readiness(dict(console.ports.checks), time.monotonic)

    @routes.api_route("/healthz", methods=["GET", "HEAD"])
    async def alive() -> Response:
        return PlainTextResponse("ok\n")

    @routes.api_route("/readyz", methods=["GET", "HEAD"])
    async def ready(without: Literal["store", ""] = "") -> Response:
        """``without=store``: for what brings people here. Without its store a node goes on; events wait in the spool, which is asked."""
        answers = {name: passed for name, passed in (await readiness.answers()).items() if name != without}
        good = all(answers.values()) and not console.tail.closed and not console.ports.leaving()
        checks = {name: {"ok": passed} for name, passed in answers.items()}
        # A change that was refused makes nothing worse than before: the node stays ready, and says so.
        return JSONResponse({"ready": good, "checks": checks, "change_refused": bool(console.ports.refused_change())}, 200 if good else 503)

    return routes
