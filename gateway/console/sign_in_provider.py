"""Signing in at the office's identity provider: out to it, and back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.accounts.session import agent_of
from gateway.console.admission import Admitted, Refusal
from gateway.console.context import Console, off_loop
from gateway.console.language import cookie_of
from gateway.console.layout import page
from gateway.console.provider import FLOW_SECONDS, Fault, Provided, Provider
from gateway.console.reception import Reception
from gateway.console.sign_in import safe_next, session_cookie, small_form
from gateway.record.event import EventType

PATH = "/sign-in/provider"
BACK = f"{PATH}/back"
OUT = f"{PATH}/out"
"""Where the provider tells that somebody signed out there."""
COOKIE = "celnice_provider"
_STATUS = {Fault.DOWN: 503, Fault.ROLE: 403, Fault.SUBJECT: 403}


def router(console: Console, reception: Reception, provider: Provider) -> APIRouter:
    """The routes of both ways."""
    routes = APIRouter(include_in_schema=False)

    def failed(request: Request, fault: Fault) -> Response:
        answer = page(request.scope, "sign_in_fault.html", _STATUS.get(fault, 400), fault=fault.value)
        answer.delete_cookie(COOKIE, path=PATH)
        return answer

    @routes.get(PATH)
    async def out(request: Request) -> Response:
        started = await provider.start(safe_next(request.query_params.get("next", "/")))
        if isinstance(started, Fault):
            return failed(request, started)
        address, cookie = started
        answer = RedirectResponse(address, 303)
        answer.set_cookie(  # Lax: the way back begins on the provider's page
            COOKIE, cookie, max_age=FLOW_SECONDS, path=PATH, secure=console.keys.secure, httponly=True, samesite="lax"
        )
        return answer

    @routes.get(BACK)
    async def back(request: Request) -> Response:
        provided = await provider.finish(cookie_of(request.scope, COOKIE), request.query_params)
        if isinstance(provided, Provided):
            agent = agent_of(request.headers.get("user-agent", ""))
            admitted = await off_loop(reception.provided, provided, agent)
            if isinstance(admitted, Admitted):
                # A redirect would still count as the provider's navigation, without the strict cookie: so a page goes on by itself.
                answer = page(request.scope, "sign_in_done.html", next=safe_next(provided.following))
                session_cookie(console, answer, admitted.value)
                answer.delete_cookie(COOKIE, path=PATH)
                return answer
            return failed(request, Fault.SUBJECT if admitted is Refusal.SUBJECT else Fault.ROLE)
        await off_loop(reception.told, EventType.CONSOLE_REFUSED, {"account": "", "why": f"provider: {provided.value}"})
        return failed(request, provided)

    @routes.post(OUT)
    async def out_there(request: Request) -> Response:
        """The provider itself says that somebody signed out (OpenID Connect Back-Channel Logout 1.0); its signature is the proof."""
        fields = await small_form(request)
        ended = await provider.logged_out(fields.get("logout_token", "")) if fields is not None else None
        if ended is not None:
            await off_loop(reception.logged_out, *ended)
        return Response(status_code=200 if ended is not None else 400, headers={"Cache-Control": "no-store"})

    return routes
