"""``/coverage``: what is seen of which tool, operation by operation, beside what was counted since the start."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.context import Console, off_loop
from gateway.console.reader_ports import Security
from gateway.metric_labels import SCANS

TONES = {
    "scanned": "pass", "partly": "warn", "opaque": "stop", "refused": "stop", "answered": "stop", "address": "pass", "unseen": "stop",
    "unread": "warn",
}  # fmt: skip

type Tool = Annotated[str, Query(max_length=64)]


def router(console: Console, _security: Security) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)
    ports = console.ports

    @routes.get("/coverage")
    async def shown(request: Request, tool: Tool = "", every: Annotated[str, Query(max_length=1)] = "") -> Response:
        table = await off_loop(ports.coverage)
        try:
            counted = dict((await off_loop(ports.figures)).coverage)
        except (OSError, ValueError):
            counted = {}
        tools: list[dict[str, Any]] = list(table.get("tools", ()))
        listed = [one for one in tools if one["approved"] or every == "1"]
        lines = [(one, _sights(one), {scan: counted.get(one["id"], {}).get(scan, 0) for scan in SCANS}) for one in listed]
        return layout.page(
            request.scope,
            "coverage_page.html",
            lines=sorted(lines, key=lambda line: (not line[0]["approved"], line[0]["name"].casefold())),
            every=every == "1",
            chosen=next((one for one in tools if one["id"] == tool), None),
            documents=table.get("documents", ()),
            recognition=table.get("recognition", False),
            speech=table.get("speech", False),
            tones=TONES,
            scans=SCANS,
        )

    return routes


def _sights(tool: dict[str, Any]) -> list[tuple[str, int]]:
    """How many operations are seen how, the best first."""
    sights = [operation["sight"] for operation in tool["operations"]]
    return [(sight, sights.count(sight)) for sight in TONES if sight in sights]
