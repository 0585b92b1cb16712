"""``/policy``: the policy in force, its rules added, changed and ended, drafts decided, reliefs withdrawn, the history.

What makes nothing weaker holds at once; anything else waits for the officer, who confirms it with another account. A change is shown before
it is kept: in words, with the whole policy after it, and with what it would have changed in the last days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from gateway.act.texts import texts
from gateway.act.texts_file import OTHER
from gateway.console import layout
from gateway.console.access import Role
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.policy_ports import LONGEST_NAME, LONGEST_WHY, Change, PolicyDesk, Who
from gateway.console.problems import Problem, problem_answer
from gateway.console.visitor import asker, visitor_of
from gateway.decide.action import FLOOR
from gateway.decide.words import alphabetical
from gateway.record.policy_step import StepError

POLICY = "/policy"
ACTIONS = ("block", "pseudonymise", "warn", "ignore")
FAULTS = frozenset({"gone", "moved", "same", "twice", "account", "lines", "floor", "until", "rule", "nothing", "beneath"})
DONE = frozenset({"set", "drafted", "confirmed", "refused", "withdrawn"})
ORIGINS = {"console": "info", "relief": "warn", "settings": "quiet"}


def router(console: Console, desk: PolicyDesk) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    ports = console.ports

    async def show(request: Request, code: int = 200, /, *, fault: str = "") -> Response:
        language = language_of(request.scope)
        query = request.query_params
        return layout.page(
            request.scope,
            "policy.html",
            code,
            state=await off_loop(desk.state, language),
            words=await off_loop(ports.policy, language),
            refused=ports.refused_change(),
            names=_kinds(language),
            tones=ORIGINS,
            own=frozenset(_who(request).ids),
            longest=LONGEST_WHY,
            fault=fault or (said if (said := query.get("fault", "")) in FAULTS else ""),
            done=said if (said := query.get("done", "")) in DONE else "",
        )

    async def edit(request: Request, change: Change, code: int = 200, /, **more: Any) -> Response:
        language = language_of(request.scope)
        tools = await off_loop(desk.tools)
        approved = {one["id"] for one in ports.publication.tools()["tools"]} | set(change.tools)
        values: dict[str, Any] = {
            "change": change,
            "kinds": sorted(_kinds(language).items(), key=lambda pair: alphabetical(pair[1])),
            "tools": sorted(((id_, tools.get(id_, id_)) for id_ in approved), key=lambda pair: pair[1].casefold()),
            "floors": [_kinds(language).get(kind, kind) for kind in sorted(FLOOR.intersection(change.kinds))],
            "actions": ACTIONS,
            "longest_name": LONGEST_NAME,
            "longest": LONGEST_WHY,
            "tried": None,
            "fault": "",
        }
        return layout.page(request.scope, "policy_rule.html", code, {"Cache-Control": "no-store"}, **(values | more))

    @routes.get(POLICY)
    async def shown(request: Request) -> Response:
        return await show(request)

    @routes.get(f"{POLICY}/rule")
    async def form(request: Request) -> Response:
        version = (await off_loop(desk.state, language_of(request.scope))).version
        wanted = request.query_params.get("rule", "")
        change = await off_loop(desk.change, wanted) if wanted else Change()
        if change is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return await edit(request, replace(change, version=version))

    @routes.post(f"{POLICY}/rule")
    async def changed(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        change, language = _change(form), language_of(request.scope)
        if change is None:
            return problem_answer(request.scope, Problem.INVALID)
        try:
            if one(form, "step") == "take":
                step = await off_loop(desk.take, change, _who(request))
                return RedirectResponse(f"{POLICY}?done={step.kind.value}", 303)
            return await edit(request, change, tried=await off_loop(desk.attempt, change, language))
        except StepError as error:
            return await edit(request, change, 409 if error.code in {"moved", "twice", "gone"} else 422, fault=error.code)

    @routes.post(f"{POLICY}/decide")
    async def decide(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            number, version = int(one(form, "draft")), int(one(form, "version"))
        except ValueError:
            return problem_answer(request.scope, Problem.INVALID)
        confirm = one(form, "step") == "confirm"
        return await stepped(desk.decide, number, confirm, " ".join(one(form, "why").split())[:LONGEST_WHY], version, _who(request))

    @routes.post(f"{POLICY}/withdraw")
    async def withdraw(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        return await stepped(desk.withdraw, one(form, "relief"), one(form, "why"), _who(request))

    async def stepped(act: Any, *given: object) -> Response:
        try:
            step = await off_loop(act, *given)
        except StepError as error:
            return RedirectResponse(f"{POLICY}?fault={error.code}", 303)
        return RedirectResponse(f"{POLICY}?done={step.kind.value}", 303)

    @routes.get(f"{POLICY}/history")
    async def history(request: Request) -> Response:
        language, query = language_of(request.scope), request.query_params
        entries = await off_loop(desk.history, language)
        first, second = (_number(query.get(name, ""), len(entries)) for name in ("from", "to"))
        compared = await off_loop(desk.compare, first, second, language) if "from" in query and "to" in query else None
        return layout.page(
            request.scope, "policy_history.html", entries=entries, compared=compared, first=first, second=second, newest=len(entries)
        )

    return routes


def _who(request: Request) -> Who:
    """Nobody stands behind the token: two accounts tell two persons apart."""
    visitor = visitor_of(request.scope)
    if visitor is None or visitor.token:
        return Who("", ())
    return Who(asker(request.scope, ""), visitor.ids, Role.DPO in visitor.roles)


def _change(form: Form) -> Change | None:
    """None for fields that no page of ours sends."""
    until, groups = one(form, "until"), [line.strip() for line in one(form, "groups").split("\n")]
    try:
        return Change(
            one(form, "rule"),
            " ".join(one(form, "name").split()),
            one(form, "action"),
            tuple(form.get("kinds", ())),
            tuple(form.get("tools", ())),
            tuple(group for group in groups if group),
            date.fromisoformat(until) if until else None,
            one(form, "why"),
            one(form, "ends") == "yes",
            int(one(form, "version")),
        )
    except ValueError:
        return None


def _kinds(language: Language) -> dict[str, str]:
    return {kind: forms["one"] for kind, forms in texts(language).kinds.items() if kind != OTHER}


def _number(said: str, newest: int) -> int:
    return min(int(said), newest) if said.isascii() and said.isdigit() and len(said) < 9 else 0
