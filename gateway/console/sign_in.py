"""Signing in with an account, or with the token where settings let it, and out. What is typed comes in a form's body, never in a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.accounts.session import Stage, agent_of
from gateway.console.admission import Admitted, Refusal
from gateway.console.context import Console, off_loop
from gateway.console.doors import SIGN_IN
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.session import LIFETIME_SECONDS
from gateway.console.texts import text
from gateway.console.visitor import visitor_of
from gateway.record.event import EventType

MAX_FORM = 8192
"""Bytes of the form: a name, a password or token, and a path."""
STEPS = {Stage.CODE: "/sign-in/code", Stage.ENROL: "/sign-in/enrol"}
_PATH = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?", re.ASCII)
_STATUS = {Refusal.DIRECTORY: 503, Refusal.ROLE: 403, Refusal.SUBJECT: 403}

type Fields = Mapping[str, str]


def safe_next(path: str) -> str:
    """A path of this console to go on to; the first page for anything that could lead elsewhere."""
    return path if _PATH.fullmatch(path) else "/"


async def small_form(request: Request) -> Fields | None:
    """The first value of each field as it was typed, blanks and all: some are passwords. None for a body over the limit."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return None
    try:
        return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=16).items()}
    except ValueError:
        return {}


def entered(console: Console, admitted: Admitted, following: str) -> Response:
    """The way on with the session's cookie: to the page that was asked for, or to the next step of signing in."""
    whole = admitted.stage is Stage.FULL
    answer = RedirectResponse(following if whole else f"{STEPS[admitted.stage]}?next={quote(following, safe='/')}", 303)
    session_cookie(console, answer, admitted.value)
    return answer


def session_cookie(console: Console, answer: Response, value: str) -> None:
    """Sets the cookie of a session: no script reads it, and no other site's request carries it."""
    keys, hours = console.keys, console.settings.console.sessions.hours
    answer.set_cookie(keys.cookie, value, max_age=hours * 3600, path="/", secure=keys.secure, httponly=True, samesite="strict")


def router(console: Console) -> APIRouter:
    """The routes of the sign-in page."""
    routes = APIRouter(include_in_schema=False)
    keys, attempts, reception = console.keys, console.attempts, console.ports.reception
    given = console.settings.console

    async def administered() -> bool:
        return reception is not None and await off_loop(reception.keeper.administered)

    async def form(request: Request, following: str, status: int = 200, fault: str = "", wait: int = 0) -> Response:
        there = await administered()
        return page(
            request.scope,
            "sign_in.html",
            status,
            {"Retry-After": str(wait)} if wait else {},
            next=safe_next(following),
            fault=fault,
            people=reception is not None,
            administered=there,
            token=token_opens(there),
            provider=given.oidc,
        )

    def token_opens(there: bool) -> bool:
        if reception is None:
            return True
        match given.token_sign_in:
            case "always":
                return True
            case "until_administrator":
                return not there
            case "never":
                return False

    @routes.api_route(SIGN_IN, methods=["GET", "HEAD"])
    async def show(request: Request) -> Response:
        return await form(request, request.query_params.get("next", "/"))

    @routes.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        language, peer = language_of(request.scope), request.client.host if request.client else ""
        fields = await small_form(request)
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        following = safe_next(fields.get("next", "/"))
        async with attempts.attempt(peer) as attempt:
            if attempt.wait:
                words = text(language, "sign_in.wait", minutes=-(-attempt.wait // 60))
                return await form(request, following, 429, words, attempt.wait)
            if reception is not None and "account" in fields:
                agent = agent_of(request.headers.get("user-agent", ""))
                admitted = await reception.sign_in(fields["account"], fields.get("password", ""), agent)
                if isinstance(admitted, Admitted):
                    return entered(console, admitted, following)
                attempt.failed = admitted is not Refusal.DIRECTORY
                said = Refusal.WRONG if admitted is Refusal.RESTS else admitted  # only an account that is there rests
                return await form(request, following, _STATUS.get(said, 401), text(language, f"sign_in.{said.value}"))
            if not token_opens(await administered()) or not keys.matches(fields.get("token", "").strip()):
                attempt.failed = True
                return await form(request, following, 401, text(language, "sign_in.wrong_token"))
        if reception is not None:
            await off_loop(reception.told, EventType.CONSOLE_SIGNED_IN, {"account": "", "source": "token"})  # nobody knows who
        answer = RedirectResponse(following, 303)
        answer.set_cookie(
            keys.cookie, keys.sessions.start(), max_age=LIFETIME_SECONDS, path="/", secure=keys.secure, httponly=True, samesite="strict"
        )
        return answer

    @routes.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        visitor = visitor_of(request.scope)
        keys.sessions.end(keys.session(request.headers))
        if reception is not None and visitor is not None and visitor.account:
            await off_loop(reception.keeper.end, visitor.account, identity=visitor.session)
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(keys.cookie, path="/", secure=keys.secure, httponly=True, samesite="strict")
        return answer

    return routes
