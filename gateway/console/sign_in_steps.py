"""The second step of signing in: the code, or setting up the second factor. Open to all; the half session in the cookie is the proof."""

from __future__ import annotations

import segno
from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from gateway.accounts import second_factor
from gateway.accounts.session import Stage
from gateway.console.admission import Admitted, Refusal
from gateway.console.context import Console, off_loop
from gateway.console.doors import SIGN_IN
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.reception import Reception
from gateway.console.sign_in import STEPS, entered, safe_next, session_cookie, small_form
from gateway.console.texts import text

_READ = ["GET", "HEAD"]


def picture(address: str) -> Markup:
    """The QR code as SVG: black on white in light and dark, since telephones read it so; no style and no script inside."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(scale=5, border=3, light="#ffffff", dark="#000000", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704  # segno's own drawing: no text of anybody is in it


def router(console: Console, reception: Reception) -> APIRouter:
    """The routes of both steps."""
    routes = APIRouter(include_in_schema=False)
    attempts = console.attempts

    def cookie(request: Request) -> str:
        return console.keys.session(request.headers)

    def anew(following: str) -> Response:
        """Back to the beginning: the half session is over."""
        return RedirectResponse(f"{SIGN_IN}?next={safe_next(following)}", 303)

    def code_page(request: Request, following: str, status: int = 200, fault: str = "") -> Response:
        return page(request.scope, "sign_in_code.html", status, next=safe_next(following), fault=fault)

    @routes.api_route(STEPS[Stage.CODE], methods=_READ)
    async def ask_code(request: Request) -> Response:
        following = request.query_params.get("next", "/")
        if await off_loop(reception.stage, cookie(request)) is not Stage.CODE:
            return anew(following)
        return code_page(request, following)

    @routes.post(STEPS[Stage.CODE])
    async def take_code(request: Request) -> Response:
        fields, peer = await small_form(request), request.client.host if request.client else ""
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        following = safe_next(fields.get("next", "/"))
        language = language_of(request.scope)
        async with attempts.attempt(peer) as attempt:
            if attempt.wait:
                return code_page(request, following, 429, text(language, "sign_in.wait", minutes=-(-attempt.wait // 60)))
            admitted = await reception.code(cookie(request), fields.get("code", ""))
            if isinstance(admitted, Admitted):
                return entered(console, admitted, following)
            if admitted is Refusal.OVER:
                return anew(following)
            attempt.failed = True
        return code_page(request, following, 429 if admitted is Refusal.RESTS else 401, text(language, f"sign_in.{admitted.value}"))

    async def enrol_page(request: Request, following: str, status: int = 200, fault: str = "") -> Response:
        shown = await off_loop(reception.enrolment, cookie(request))
        if shown is None:
            return anew(following)
        account, secret = shown
        drawn = picture(second_factor.uri(secret, account))
        return page(
            request.scope, "sign_in_enrol.html", status, next=following, fault=fault, picture=drawn, secret=second_factor.typed(secret)
        )

    @routes.api_route(STEPS[Stage.ENROL], methods=_READ)
    async def ask_enrol(request: Request) -> Response:
        return await enrol_page(request, safe_next(request.query_params.get("next", "/")))

    @routes.post(STEPS[Stage.ENROL])
    async def enrol(request: Request) -> Response:
        fields = await small_form(request)
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        following = safe_next(fields.get("next", "/"))
        done = await off_loop(reception.enrol, cookie(request), fields.get("code", ""))
        if done is Refusal.OVER:
            return anew(following)
        if isinstance(done, Refusal):
            return await enrol_page(request, following, 401, text(language_of(request.scope), f"sign_in.{done.value}"))
        admitted, codes = done
        answer = page(request.scope, "recovery_codes.html", codes=codes, next=following)
        session_cookie(console, answer, admitted.value)
        return answer

    return routes
