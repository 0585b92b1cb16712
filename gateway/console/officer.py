"""The officer's inbox of breach cases, and a report on behalf of somebody; one case has :mod:`gateway.console.case_page`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from allowlist import prague
from gateway.console import case_view as view
from gateway.console.breach_bodies import Report
from gateway.console.breaches import maker
from gateway.console.case_acting import acting
from gateway.console.case_faults import fault_text, unread_text
from gateway.console.case_forms import HIDDEN, Sent, parts_of, said
from gateway.console.case_ports import Cases
from gateway.console.case_year import of_year
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, one, read_form
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import problem_answer
from gateway.console.typed_form import Unread, fields, read
from gateway.console.visitor import visitor_of
from gateway.record import hand_in
from gateway.record.breach.case import Case
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part

REPORT = Action.REPORT.value
FIRST = frozenset({"title", "left", "occurred", "detected", "recipient", "department", "elected"})
"""What a telephone call tells; the rest may be known already, and is asked for again when the case is described."""
CLOSED = 20
"""Closed cases that the inbox shows; the register has every one."""


def router(console: Console, cases: Cases) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    desk = cases.breaches

    def named(case: Case) -> str:
        tool = str(case.facts.get("tool", ""))
        return cases.name(tool) if tool else ""

    @routes.get("/cases")
    async def inbox(request: Request) -> Response:
        language, now = language_of(request.scope), cases.now()
        found = await off_loop(desk.cases)
        grouped = view.groups(found, now)
        every, closed = request.query_params.get("over") == "1", len(grouped["over"])
        shown = {
            key: [view.line(case, now, named(case), language) for case in (found[:CLOSED] if key == "over" else found)]
            for key, found in grouped.items()
        }
        over, today = shown.pop("over"), prague.day(now)
        handed = await off_loop(cases.handed.listed)
        due = hand_in.due(today, handed, len(of_year(found, today.year - 1)))
        return page(request.scope, "cases.html", groups=shown, over=over if every else None, closed=closed, year=today.year, due=due)

    def asked(request: Request, sent: Sent | None = None, status: int = 200) -> Response:
        now = cases.now()
        tools = {each["id"]: each["name"] for each in console.ports.publication.tools()["tools"]}
        known: dict[str, Any] = {"detected": now}
        given = fields(Report, HIDDEN | {"tool"}, known, sent.form if sent else None, sent.wrong if sent else ())
        return page(
            request.scope,
            "case_new.html",
            status,
            fields=list(given),
            first=FIRST,
            tools=tools,
            value=lambda name: one(sent.form, name) if sent else "",
            fault=sent.fault if sent else "",
            received=for_people(now),
        )

    @routes.get("/cases/new")
    async def new(request: Request) -> Response:
        return asked(request)

    @routes.post("/cases/new")
    async def reported(request: Request) -> Response:
        language, visitor = language_of(request.scope), visitor_of(request.scope)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            usual = Part.DPO if Part.DPO in parts_of(visitor) else parts_of(visitor)[0]
            more = said(form) | {"part": usual.value} | ({"tool": one(form, "tool")} if one(form, "tool") else {})
            own = acting(read(Report, HIDDEN | {"tool"}, form, more), visitor)
            case = await off_loop(desk.report, maker(cases.now, Action.REPORT, own), prague.day(cases.now()).year)
        except Unread as error:
            return asked(request, Sent(REPORT, form, unread_text(error, language), error.names), 422)
        except CaseError as error:
            return asked(request, Sent(REPORT, form, fault_text(error, None, language)), 422)
        return RedirectResponse(f"/cases/{case.id}", 303)

    return routes
