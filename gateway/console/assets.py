"""The stylesheet and the scripts: files of ours, read once, nothing else from that folder or any other."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

FOLDER = Path(__file__).with_name("static")
FILES = {
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "readers.css": "text/css; charset=utf-8",
    "check.js": "text/javascript; charset=utf-8",
}


def router() -> APIRouter:
    """One route per file."""
    routes = APIRouter(include_in_schema=False)
    for name, content_type in FILES.items():
        _serve(routes, name, content_type)
    return routes


def _serve(routes: APIRouter, name: str, content_type: str) -> None:
    content = (FOLDER / name).read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"Content-Type": content_type, "ETag": tag, "Cache-Control": "no-cache"}  # kept, and asked about each time

    async def asset(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
        return Response(content, headers=headers)

    routes.add_api_route(f"/static/{name}", asset, methods=["GET", "HEAD"], name=name)
