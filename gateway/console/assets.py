"""The stylesheet and the scripts: files of ours, read once, nothing else from that folder or any other."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

FOLDER = Path(__file__).with_name("static")
STYLE, SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
SHEETS, SCRIPTS = ("console", "readers", "officer"), ("console", "check", "evidence", "unseal", "officer", "person")
FILES = {f"{name}.css": STYLE for name in SHEETS} | {f"{name}.js": SCRIPT for name in SCRIPTS}


def router() -> APIRouter:
    """One route per file."""
    routes = APIRouter(include_in_schema=False)
    for name, content_type in FILES.items():
        _serve(routes, name, content_type)
    return routes


def _serve(routes: APIRouter, name: str, content_type: str) -> None:
    content = (FOLDER / name).read_bytes()
    packed = gzip.compress(content, mtime=0)  # only these: a page with a secret beside what somebody wrote is not compressed (BREACH)
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}  # kept, and asked about each time

    async def asset(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=kept)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, headers={**kept, "Content-Type": content_type, "Content-Encoding": "gzip"})
        return Response(content, headers={**kept, "Content-Type": content_type})

    routes.add_api_route(f"/static/{name}", asset, methods=["GET", "HEAD"], name=name)
