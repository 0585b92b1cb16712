"""``/check``: an employee looks at a text or a file before sending it. Nothing of it is stored, logged, counted by person or cached."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.check_view import check_view
from gateway.console.context import Console
from gateway.console.forms import RefusedForm
from gateway.console.language import language_of
from gateway.console.problems import problem_answer
from gateway.console.reader_ports import Precheck
from gateway.console.texts import text
from gateway.console.upload_form import read_upload

CHECK = "/check"
LONGEST = 200_000
"""Characters of a pasted text, some hundred pages: the page shows it whole again. Longer ones come as a file."""
ROOM = 64 * 1024
"""Bytes of a form beside its text and file."""
FOUR_BYTES = 4
"""Of one character in UTF-8, at most."""


def router(console: Console, precheck: Precheck) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    tools = console.ports.publication.tools
    largest = min(console.settings.proxy.max_request_bytes, precheck.largest + LONGEST * FOUR_BYTES + ROOM)

    def page(request: Request, code: int = 200, **shown: Any) -> Response:
        values = {"view": None, "said": "", "fault": "", "tool": "", "name": ""} | shown
        listed = sorted(((one["id"], one["name"]) for one in tools()["tools"]), key=lambda pair: pair[1].casefold())
        values |= {"tools": listed, "megabytes": precheck.largest // 1024**2, "longest": LONGEST}
        return layout.page(request.scope, "check.html", code, {"Cache-Control": "no-store"}, **values)

    @routes.get(CHECK)
    async def show(request: Request) -> Response:
        return page(request)

    @routes.post(CHECK)
    async def look(request: Request) -> Response:
        language = language_of(request.scope)
        try:
            form = await read_upload(request, largest)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        names = {one["id"]: one["name"] for one in tools()["tools"]}
        said, tool = form.fields.get("text", ""), form.fields.get("tool", "")
        tool = tool if tool in names else ""
        if form.file is not None and len(form.file.content) > precheck.largest:
            return page(request, 413, said=said, tool=tool, fault=text(language, "check.too_large", megabytes=precheck.largest // 1024**2))
        if len(said) > LONGEST:
            return page(request, 413, tool=tool, fault=text(language, "check.too_long"))
        if form.file is None and not said.strip():
            return page(request, 422, tool=tool, fault=text(language, "check.nothing"))
        found = await (precheck.file(form.file, tool) if form.file is not None else precheck.text(said, tool))
        view = check_view(found, language, names.get(tool, ""))
        return page(request, view=view, said="" if form.file else said, tool=tool, name=form.file.name if form.file else "")

    return routes
