"""A one-time link: the first administrator, a new account, or one to mend. Reading the page uses nothing up; sending the form does."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.accounts.account import LONGEST_NAME, Link, Purpose
from gateway.accounts.session import agent_of
from gateway.console.admission import Admitted, Refusal
from gateway.console.context import Console, off_loop
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.reception import Reception
from gateway.console.sign_in import entered, small_form
from gateway.console.texts import text
from gateway.people.passwords import FEWEST_CHARACTERS

PATH = "/sign-in/link"


def router(console: Console, reception: Reception) -> APIRouter:
    """The routes of the link."""
    routes = APIRouter(include_in_schema=False)

    def shown(
        request: Request, link: Link | None, key: str, status: int = 200, fault: str = "", account: str = "", name: str = ""
    ) -> Response:
        return page(
            request.scope,
            "sign_in_link.html",
            status,
            purpose=link.purpose.value if link else "",
            chooses=link is not None and link.purpose is Purpose.FIRST,
            account=account or (link.account if link else ""),
            name=name,
            key=key,
            fault=fault,
            fewest=FEWEST_CHARACTERS,
        )

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def show(request: Request) -> Response:
        key = request.query_params.get("k", "")
        link = await off_loop(reception.link, key)
        return shown(request, link, key, 200 if link else 410)

    @routes.post(PATH)
    async def take(request: Request) -> Response:
        fields, peer = await small_form(request), request.client.host if request.client else ""
        if fields is None:
            return problem_answer(request.scope, Problem.TOO_LARGE)
        key, account, name = fields.get("k", ""), fields.get("account", ""), " ".join(fields.get("name", "").split())[:LONGEST_NAME]
        async with console.attempts.attempt(peer) as attempt:
            link = None if attempt.wait else await off_loop(reception.link, key)
            attempt.failed = link is None
        if link is None:
            return shown(request, None, key, 410)
        password, language = fields.get("password", ""), language_of(request.scope)
        if password != fields.get("again", ""):
            return shown(request, link, key, 422, text(language, "sign_in.differ"), account, name)
        done = await reception.accept(key, account, name, password, agent_of(request.headers.get("user-agent", "")))
        if isinstance(done, Admitted):
            return entered(console, done, "/")
        if done is Refusal.LINK:
            return shown(request, None, key, 410)
        return shown(request, link, key, 422, text(language, f"sign_in.{done.value}", fewest=FEWEST_CHARACTERS), account, name)

    return routes
