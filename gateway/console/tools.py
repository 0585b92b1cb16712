"""Pages of single tools, for everybody to read; asking for one and reporting a wrong output, for whoever is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from allowlist.register import Status
from allowlist.workflow.case import Case
from allowlist.workflow.facts import Facts
from allowlist.workflow.machine import WorkflowError, actions
from allowlist.workflow.step import Action, Part, State
from gateway.act.door import ASKABLE
from gateway.console.context import Console, off_loop
from gateway.console.faults import fault_text
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.ports import Workplace
from gateway.console.problems import Problem, problem_answer
from gateway.console.publication import READ, SHORTLY_OWN
from gateway.console.register import maker
from gateway.console.register_form import fields
from gateway.console.tool_view import tool_view
from gateway.console.visitor import visitor_of

type Flag = Annotated[str, Query(max_length=1)]
type Service = Annotated[str, Query(max_length=64)]


def router(console: Console, place: Workplace) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    entrance = console.settings.entrance

    async def ask_page(request: Request, service: str, form: Form | None = None, fault: str = "", status: int = 200) -> Response:
        register, now = place.register(), place.now()
        cases = await off_loop(place.desk.cases)
        askable = [
            (each.id, each.name)
            for each in register.catalogue.services.values()
            if Action.DRAFT in actions(cases.get(each.id, Case(each.id)).state) and register.closure(each.id, now).cause in ASKABLE
        ]
        return page(
            request.scope,
            "request.html",
            status,
            services=sorted(askable, key=lambda pair: pair[1].casefold()),
            chosen=service,
            taken=service in register.catalogue.services and service not in dict(askable),
            fields=list(fields(Action.DRAFT, Facts(), form)),
            who=one(form or {}, "who"),
            why=one(form or {}, "why"),
            fault=fault,
        )

    @routes.api_route("/tools/request", methods=READ)
    async def ask(request: Request, service: Service = "") -> Response:
        return await ask_page(request, service)

    @routes.api_route("/tools/{service}/request", methods=READ)
    async def ask_for(request: Request, service: str) -> Response:
        if service not in place.register().catalogue.services:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return await ask_page(request, service)

    @routes.post("/tools/ask")
    async def asked(request: Request) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        service, visitor = one(form, "service"), visitor_of(request.scope)
        if service not in place.register().catalogue.services:
            return problem_answer(request.scope, Problem.INVALID)
        try:
            await off_loop(place.desk.act, service, maker(place.now, Action.DRAFT, form, visitor))
        except WorkflowError as error:
            return await ask_page(request, service, form, fault_text(error, language_of(request.scope), {}), 422)
        seen = visitor is not None and visitor.may("GET", f"/register/{service}")
        return RedirectResponse(f"/register/{service}" if seen else f"/tools/{service}?asked=1", 303)

    @routes.api_route("/tools/{service}", methods=READ)
    async def tool(request: Request, service: str, reported: Flag = "", asked: Flag = "") -> Response:
        register = place.register()
        if service not in register.catalogue.services:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language = language_of(request.scope)
        return page(
            request.scope,
            "tool.html",
            200,
            SHORTLY_OWN,
            tool=tool_view(register, await off_loop(place.desk.case, service), service, language, place.now()),
            entrance=f"http://{entrance.host}:{entrance.port}",
            reported=reported == "1",
            asked=asked == "1",
        )

    @routes.post("/tools/{service}/report")
    async def report(request: Request, service: str) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        if service not in place.register().catalogue.services or not one(form, "why"):
            return problem_answer(request.scope, Problem.INVALID)
        if (
            place.register().status(service, place.now()) is not Status.APPROVED
            and (await off_loop(place.desk.case, service)).state is State.NONE
        ):
            return problem_answer(request.scope, Problem.INVALID)  # nobody may use it, so that it gave nothing
        step = maker(place.now, Action.REPORT, {**form, "part": [Part.EMPLOYEE.value]}, visitor_of(request.scope))
        try:
            await off_loop(place.desk.act, service, step)
        except WorkflowError:
            return problem_answer(request.scope, Problem.INVALID)
        return RedirectResponse(f"/tools/{service}?reported=1", 303)

    return routes
