"""The working group's pages: the list of cases, one case with its history, and a form for every step that may be taken.

A form needs the session, and is taken from our own pages only (:mod:`gateway.console.doors`). Each step is checked by the state machine
inside the store's transaction; what it refuses comes back with its reason and with what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from allowlist.register import Status
from allowlist.workflow import risk
from allowlist.workflow.case import Case
from allowlist.workflow.machine import TABLE, WorkflowError
from allowlist.workflow.step import Action, State, Step
from gateway.console import register_view as view
from gateway.console.acting import acting, parts_of
from gateway.console.context import Console, off_loop
from gateway.console.faults import fault_text
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.layout import page
from gateway.console.own_requests import own, sees_all
from gateway.console.ports import Workplace
from gateway.console.problems import Problem, problem_answer
from gateway.console.register_form import facts
from gateway.console.visitor import Visitor, visitor_of

PREVIEW = "preview"
"""The button that computes the level and takes no step."""


def router(console: Console, place: Workplace) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    def questions(language: Language) -> dict[str, str]:
        return {question.key: question.cs if language == "cs" else question.en for question in place.method.questions}

    async def seen(request: Request, cases: Iterable[Case]) -> list[Case]:
        """Of these cases those that whoever asks may see."""
        visitor = visitor_of(request.scope)
        if sees_all(visitor):
            return list(cases)
        colleagues = console.ports.employee.colleagues if console.ports.employee is not None else None
        department = await colleagues.department(visitor.account) if colleagues is not None and visitor is not None else ""
        return await off_loop(lambda: [case for case in cases if own(visitor, department, case, place.desk.history)])

    @routes.get("/register")
    async def listed(request: Request) -> Response:
        cases = {case.tool: case for case in await seen(request, (await off_loop(place.desk.cases)).values())}
        names = {service.id: service.name for service in place.register().catalogue.services.values()}
        shown = view.lines(cases.values(), names, place.now(), place.rules, approved(place))
        return page(request.scope, "register.html", lines=shown, whole=sees_all(visitor_of(request.scope)))

    async def show(request: Request, tool: str, sent: view.Sent | None = None, status: int = 200) -> Response:
        service = place.register().catalogue.services.get(tool)
        if service is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language = language_of(request.scope)
        history = await off_loop(place.desk.history, tool)
        case = await off_loop(place.desk.case, tool)
        if not await seen(request, [case]):
            return problem_answer(request.scope, Problem.NOT_FOUND)
        shown = list(view.forms(case, place.method, language, parts_of(visitor_of(request.scope)), sent))
        return page(
            request.scope,
            "case.html",
            status,
            case=case,
            line=view.line(case, service.name, place.now(), place.rules, approved(place)),
            service=service,
            card=list(view.card(case, language)),
            gaps=view.gaps(case) if case.state is not State.NONE else (),
            first_day=view.first_day(case),
            entries=list(view.entries(history, language)),
            forms=shown,
            fault=sent.fault if sent is not None and not any(form.touched for form in shown) else "",
        )

    @routes.get("/register/{tool}")
    async def one_case(request: Request, tool: str) -> Response:
        return await show(request, tool)

    @routes.post("/register/{tool}/{action}")
    async def act(request: Request, tool: str, action: str) -> Response:
        language = language_of(request.scope)
        try:
            wanted, form = Action(action), await read_form(request)
        except ValueError:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if tool not in place.register().catalogue.services or not await seen(request, [await off_loop(place.desk.case, tool)]):
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            if wanted is Action.ASSESS and one(form, "do") == PREVIEW:
                return await show(request, tool, view.Sent(wanted, form, outcome=_computed(place, form)))
            await off_loop(_take, place, tool, wanted, form, visitor_of(request.scope))
        except WorkflowError as error:
            sent = view.Sent(wanted, form, fault_text(error, language, questions(language)))
            return await show(request, tool, sent, 409 if error.reason == "number" else 422)
        return RedirectResponse(f"/register/{tool}", 303)

    return routes


def approved(place: Workplace) -> frozenset[str]:
    """Tools whose door is open now, whoever opened it."""
    register, now = place.register(), place.now()
    return frozenset(tool for tool in register.grants if register.status(tool, now) is Status.APPROVED)


def _computed(place: Workplace, form: Form) -> risk.Assessment:
    given: dict[str, Any] = facts(Action.ASSESS, form, Case("").facts)
    return risk.assess(place.method, given["answers"], given["criteria"])


def _take(place: Workplace, tool: str, action: Action, form: Form, visitor: Visitor | None) -> Case:
    version = one(form, "version")
    return place.desk.act(tool, maker(place.now, action, form, visitor), version=int(version) if version.isdecimal() else None)


def maker(now: Callable[[], Any], action: Action, form: Form, visitor: Visitor | None) -> Callable[[Case], Step]:
    """Makes the step of a form from the case as it stands now."""

    def make(case: Case) -> Step:
        rule = TABLE.get((case.state, action))
        who = acting(form, rule.parts if rule else (), visitor)
        at = now() if case.last is None else max(now(), case.last)
        why, said = one(form, "why"), facts(action, form, case.facts)
        return Step(case.tool, case.steps + 1, at, who.who, who.part, action, why, said, who.ids, who.entered)

    return make
