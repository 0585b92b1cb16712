"""``/metrics`` in Prometheus' text format."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from gateway.console.context import Console, off_loop

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def router(console: Console) -> APIRouter:
    """The route for the scraper (with the token: counters tell how an office works)."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(await off_loop(console.ports.exposition), headers={"Content-Type": CONTENT_TYPE})

    return routes
