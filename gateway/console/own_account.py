"""The page of one's own account: roles, password, second factor, and where one is signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.accounts.session import Stage
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, one, read_form
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.reception import Reception
from gateway.console.self_service import begin_enrolment, change_password, end_sessions, new_codes, own
from gateway.console.sign_in import STEPS, session_cookie, small_form
from gateway.console.texts import text
from gateway.console.visitor import Visitor, visitor_of
from gateway.people.passwords import FEWEST_CHARACTERS

PATH = "/account"


def router(console: Console, reception: Reception) -> APIRouter:
    """The routes of the account."""
    routes = APIRouter(include_in_schema=False)

    def person(request: Request) -> Visitor | None:
        """Who asks, if an account stands behind them: the token has none."""
        visitor = visitor_of(request.scope)
        return visitor if visitor is not None and visitor.account and visitor.session else None

    async def shown(request: Request, fault: str = "", at: str = "", status: int = 200, done: str = "") -> Response:
        visitor = person(request)
        if visitor is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        facts = await off_loop(own, reception, visitor)
        return page(
            request.scope,
            "account.html",
            status,
            own=facts,
            sessions=[(each, for_people(each.began), for_people(each.seen)) for each in facts.sessions],
            fault=fault,
            at=at,
            done=done,
            fewest=FEWEST_CHARACTERS,
        )

    @routes.get(PATH)
    async def show(request: Request) -> Response:
        return await shown(request, done="password" if request.query_params.get("done") == "password" else "")

    @routes.post(f"{PATH}/password")
    async def password(request: Request) -> Response:
        fields, visitor = await small_form(request), person(request)
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        if visitor is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language = language_of(request.scope)
        if fields.get("password", "") != fields.get("again", ""):
            return await shown(request, text(language, "sign_in.differ"), "password", 422)
        refused = await change_password(reception, visitor, fields.get("old", ""), fields.get("password", ""))
        if refused is not None:
            key = "profile.old_wrong" if refused.value == "wrong" else f"sign_in.{refused.value}"
            return await shown(request, text(language, key, fewest=FEWEST_CHARACTERS), "password", 422)
        return RedirectResponse(f"{PATH}?done=password", 303)

    @routes.post(f"{PATH}/sessions")
    async def sessions(request: Request) -> Response:
        visitor = person(request)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if visitor is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        await off_loop(end_sessions, reception, visitor, one(form, "id"))
        return RedirectResponse(PATH, 303)

    @routes.post(f"{PATH}/codes")
    async def codes(request: Request) -> Response:
        visitor = person(request)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if visitor is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        made = await off_loop(new_codes, reception, visitor, one(form, "code"))
        if isinstance(made, list):
            return page(request.scope, "recovery_codes.html", codes=made, next=PATH)
        return await shown(request, text(language_of(request.scope), f"sign_in.{made.value}"), "codes", 422)

    @routes.post(f"{PATH}/factor")
    async def factor(request: Request) -> Response:
        if person(request) is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        fresh = await off_loop(begin_enrolment, reception, console.keys.session(request.headers))
        if fresh is None:
            return RedirectResponse(PATH, 303)  # the doors ask whose session is over to sign in
        answer = RedirectResponse(f"{STEPS[Stage.ENROL]}?next={PATH}", 303)
        session_cookie(console, answer, fresh)
        return answer

    return routes
