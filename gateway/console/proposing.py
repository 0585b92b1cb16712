"""``/false-alarms/{event}/propose`` and ``/decide``: a relief in two steps by two persons. IT security proposes, the officer decides.

Both sign in with accounts of their own: the token writes any name, so one person would be both, and it takes neither step.

Faults are said on the report's own page, by a code in its address; nothing that was written stands there.
"""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.console.alarm_desk import ACTIONS, DESK
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.problems import Problem, problem_answer
from gateway.console.relief_ports import Draft, Reliefs
from gateway.console.visitor import asker, visitor_of
from gateway.record.proposal import ProposalError, Signer, What


def router(_console: Console, reliefs: Reliefs) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    def back(event: str, fault: str = "") -> Response:
        return RedirectResponse(f"{DESK}/{event}?fault={fault}#proposals" if fault else f"{DESK}/{event}#proposals", 303)

    async def asked(request: Request, event: str) -> Form | Response:
        """The form, or why it is not looked at."""
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if not event.isascii() or not event.replace("-", "").isalnum():
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return form

    @routes.post(DESK + "/{event}/propose")
    async def propose(request: Request, event: str) -> Response:
        form = await asked(request, event)
        if isinstance(form, Response):
            return form
        try:
            await off_loop(reliefs.propose, event, _draft(form), _signer(request))
        except ProposalError as error:
            return back(event, error.code)
        return back(event)

    @routes.post(DESK + "/{event}/decide")
    async def decide(request: Request, event: str) -> Response:
        form = await asked(request, event)
        if isinstance(form, Response):
            return form
        try:
            who = _signer(request)
            if one(form, "step") == "confirm":
                await off_loop(reliefs.confirm, one(form, "proposal"), one(form, "value"), who)
                return RedirectResponse(DESK, 303)
            await off_loop(reliefs.refuse, one(form, "proposal"), who)
        except ProposalError as error:
            return back(event, error.code)
        return back(event)

    return routes


def _signer(request: Request) -> Signer:
    """Whoever signed in. Raises ProposalError ``person`` for the token."""
    visitor = visitor_of(request.scope)
    return Signer(asker(request.scope, ""), visitor.ids if visitor is not None else ())


def _draft(form: Form) -> Draft:
    """``what`` is ``value:<mark>``, ``person`` or ``rule``. Raises ProposalError."""
    what, _, mark = one(form, "what").partition(":")
    action = one(form, "action")
    try:
        draft = Draft(What(what), one(form, "why"), date.fromisoformat(one(form, "until")), mark, action, tuple(form.get("kinds", [])))
    except ValueError:
        raise ProposalError("lines") from None
    if draft.what is What.RULE and action not in ACTIONS:
        raise ProposalError("lines")
    return draft
