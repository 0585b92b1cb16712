"""Signing in with the token, and out. The token comes in a form's body, never in a URL."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.console.context import Console
from gateway.console.doors import SIGN_IN
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.session import LIFETIME_SECONDS
from gateway.console.texts import text

MAX_FORM = 4096
"""Bytes of the form: a token and a path."""
_PATH = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?", re.ASCII)


def safe_next(path: str) -> str:
    """A path of this console to go on to; the first page for anything that could lead elsewhere."""
    return path if _PATH.fullmatch(path) else "/"


def router(console: Console) -> APIRouter:
    """The routes of the sign-in page."""
    routes = APIRouter(include_in_schema=False)
    keys, attempts = console.keys, console.attempts

    def form(request: Request, following: str, status: int = 200, fault: str = "", wait: int = 0) -> Response:
        waiting = {"Retry-After": str(wait)} if wait else {}
        return page(request.scope, "sign_in.html", status, waiting, next=safe_next(following), fault=fault)

    @routes.api_route(SIGN_IN, methods=["GET", "HEAD"])
    async def show(request: Request) -> Response:
        return form(request, request.query_params.get("next", "/"))

    @routes.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        language, peer = language_of(request.scope), request.client.host if request.client else ""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_FORM:
                return problem_answer(request.scope, Problem.TOO_LARGE)
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
        following = safe_next(fields.get("next", ["/"])[0])
        if wait := attempts.wait(peer):
            return form(request, following, 429, text(language, "sign_in.wait", minutes=-(-wait // 60)), wait)
        if not keys.matches(fields.get("token", [""])[0].strip()):
            attempts.failed(peer)
            return form(request, following, 401, text(language, "sign_in.wrong"))
        answer = RedirectResponse(following, 303)
        answer.set_cookie(
            keys.cookie, keys.sessions.start(), max_age=LIFETIME_SECONDS, path="/", secure=keys.secure, httponly=True, samesite="strict"
        )
        return answer

    @routes.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        keys.sessions.end(keys.session(request.headers))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(keys.cookie, path="/", secure=keys.secure, httponly=True, samesite="strict")
        return answer

    return routes
