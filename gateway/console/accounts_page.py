"""``/admin/users``: accounts of the console: who has one, which roles, new ones, and what to do when a telephone or password is lost."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.accounts.account import LONGEST_NAME, Account
from gateway.accounts.role import Role, roles_of
from gateway.console import layout
from gateway.console.account_changes import AccountChanges, Act, Refused
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import language_of
from gateway.console.manager_ports import Manager
from gateway.console.problems import Problem, problem_answer
from gateway.console.reception import Reception
from gateway.console.texts import text
from gateway.console.visitor import visitor_of

USERS = "/admin/users"


def router(console: Console, manager: Manager, reception: Reception) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    domains = console.settings.people.domains
    changes = AccountChanges(reception.keeper, reception.told, manager.offer, manager.now, domains)

    async def shown(request: Request, status: int = 200, fault: str = "", typed: Form | None = None) -> Response:
        given = typed or {}
        accounts, bound = await off_loop(reception.keeper.all), await off_loop(reception.keeper.bound)
        here = {account.account for account in accounts}
        return layout.page(
            request.scope,
            "accounts.html",
            status,
            accounts=[(account, _state(account)) for account in accounts],
            bound=bound,
            elsewhere=sorted(bound.keys() - here),
            roles=list(Role),
            fault=text(language_of(request.scope), f"accounts.refused.{fault}") if fault else "",
            typed=given,
            account=one(given, "account"),
            name=one(given, "name"),
            chosen=set(given.get("role", ())),
            longest=LONGEST_NAME,
            done=request.query_params.get("done") == "yes",
        )

    async def answered(request: Request, done: str | Refused, account: str, form: Form) -> Response:
        if isinstance(done, Refused):
            return await shown(request, 422, done.value, form)
        if done:  # in the page and nowhere else: no URL of it, and reading the page again does not bring it back
            return layout.page(request.scope, "account_link.html", address=done, account=account)
        return RedirectResponse(f"{USERS}?done=yes", 303)

    @routes.get(USERS)
    async def show(request: Request) -> Response:
        return await shown(request)

    @routes.post(f"{USERS}/add")
    async def add(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        account, name = one(form, "account"), " ".join(one(form, "name").split())
        roles, link = roles_of(form.get("role", ())), one(form, "elsewhere") != "yes"
        done = await off_loop(lambda: changes.add(account, name, roles, _by(request), link=link))
        return await answered(request, done, account, form)

    @routes.post(f"{USERS}/change")
    async def change(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            act = Act(one(form, "act"))
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        account = one(form, "account")
        if act is Act.REMOVE and one(form, "sure") != "yes":
            return await answered(request, Refused.SURE, account, {})
        done = await off_loop(changes.change, account, act, roles_of(form.get("role", ())), _by(request))
        return await answered(request, done, account, {})

    return routes


def _by(request: Request) -> str:
    """Who does it, for the record: an account, or the token, behind which nobody is known."""
    visitor = visitor_of(request.scope)
    return visitor.account if visitor is not None and visitor.account else "token"


def _state(account: Account) -> str:
    """The one word that matters most of an account."""
    if account.disabled:
        return "disabled"
    if account.password and not account.secret:
        return "bare"
    return "ready" if account.password or account.secret else "waits"
