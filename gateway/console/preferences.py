"""How a reader wants pages: language and light or dark. Two cookies of their own, set by a form of every page; nobody's and no secret."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.console.context import Console
from gateway.console.language import LANGUAGE_COOKIE, LANGUAGES
from gateway.console.problems import Problem, problem_answer
from gateway.console.sign_in import safe_next, small_form
from gateway.console.theme import THEME_COOKIE, THEMES

PATH = "/preferences"
YEAR = 365 * 86400


def router(console: Console) -> APIRouter:
    """The route of the switches."""
    routes = APIRouter(include_in_schema=False)

    @routes.post(PATH)
    async def choose(request: Request) -> Response:
        fields = await small_form(request)
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        answer = RedirectResponse(safe_next(fields.get("back", "/")), 303)
        for name, chosen, known in (
            (LANGUAGE_COOKIE, fields.get("language", ""), LANGUAGES),
            (THEME_COOKIE, fields.get("theme", ""), (*THEMES, "system")),
        ):
            if chosen in known:
                answer.set_cookie(name, chosen, max_age=YEAR, path="/", secure=console.keys.secure, httponly=True, samesite="lax")
        return answer

    return routes
