"""``/report``: anybody in the office reports a suspected breach, with or without an AI tool. Over the breach core; no state of its own.

The directive: art. VI para. 3 n) and VII para. 1. An employee tells the superior and the data protection officer; a report of an elected
member goes by the head of the hejtman's office.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from allowlist.workflow.entered import Entered, Way
from gateway.console import layout
from gateway.console.clock import for_people, from_prague, in_prague
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.problems import problem_answer
from gateway.console.reader_ports import Employee, Told
from gateway.console.texts import text
from gateway.console.visitor import Visitor, visitor_of
from gateway.record.breach.case import Case
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part, Step

REPORT = "/report"
LONGEST_NAME = 120
LONGEST_TITLE = 200
MINUTES = "%Y-%m-%dT%H:%M"
"""What an ``<input type=datetime-local>`` takes and sends."""
SUPERIOR, OFFICE = "superior", "head_of_office"


class Missing(Exception):
    """A field that has to be filled in; its name is a key of the texts."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def step_of(
    form: Form, who: str, tools: Mapping[str, str], now: datetime, visitor: Visitor | None = None, superior: str = ""
) -> Callable[[Case], Step]:
    """What makes the first step of the case. ``superior`` is the account of who is told beside the officer. Raises :class:`Missing`."""
    title = " ".join(one(form, "title").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Missing("title")
    if not who or len(who) > LONGEST_NAME:
        raise Missing("who")
    detected = _instant(form, "detected", now)
    facts: dict[str, Any] = {
        "title": title,
        "left": one(form, "left") != "no",  # who does not know is taken for yes
        "source": "unknown",
        "route": OFFICE if one(form, "elected") == "yes" else SUPERIOR,
        "detected": detected.isoformat(),
    }
    if one(form, "tool") in tools:
        facts["tool"] = one(form, "tool")
    if superior and facts["route"] == SUPERIOR:
        facts["superior"] = superior
    for name in ("department", "recipient"):
        if value := " ".join(one(form, name).split()):
            facts[name] = value
    why = one(form, "what")
    ids = visitor.ids if visitor is not None else ()
    entered = Entered(Way.TOKEN) if visitor is None or visitor.token else None

    def make(case: Case) -> Step:
        return Step(case.id, case.steps + 1, max(now, case.last or now), who, Part.EMPLOYEE, Action.REPORT, why, facts, ids, entered)

    return make


def _instant(form: Form, name: str, now: datetime) -> datetime:
    """The time of a field, in Prague; now where it was left empty. Nothing is found out in the future."""
    given = one(form, name)
    if not given:
        return now
    try:
        at = from_prague(datetime.strptime(given[:16], MINUTES))  # noqa: DTZ007  # a wall clock, as people write it
    except ValueError:
        raise Missing(name) from None
    return min(at, now)


def router(console: Console, employee: Employee) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    published = console.ports.publication.tools

    def tools() -> dict[str, str]:
        return {one["id"]: one["name"] for one in published()["tools"]}

    def page(request: Request, code: int = 200, form: Form | None = None, fault: str = "", done: str = "", told: str = "") -> Response:
        now = employee.now()
        filled = form or {"detected": [f"{in_prague(now):{MINUTES}}"]}
        values = {"value": lambda name: one(filled, name), "fault": fault, "done": done, "told": told, "tools": tools()}
        return layout.page(request.scope, "report.html", code, None, received=for_people(now), **values)

    async def chain(form: Form, account: str) -> tuple[str, Told]:
        """The superior's account, and who of the heads is told."""
        if one(form, "elected") == "yes":
            return "", Told.OFFICE
        if employee.colleagues is None:
            return "", Told.NOBODY
        superior, mail = await employee.colleagues.superior(account)
        return superior, employee.colleagues.told(superior, " ".join(one(form, "department").split()), mail=mail)

    @routes.get(REPORT)
    async def show(request: Request) -> Response:
        return page(request)

    @routes.post(REPORT)
    async def send(request: Request) -> Response:
        language = language_of(request.scope)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        visitor = visitor_of(request.scope)
        known = (visitor.name or visitor.account) if visitor is not None and visitor.account else ""
        now = employee.now().astimezone(UTC)
        try:
            superior, told = await chain(form, visitor.account if visitor is not None else "")
            make = step_of(form, known or " ".join(one(form, "who").split()), tools(), now, visitor, superior)
            case = await off_loop(employee.report, make, in_prague(now).year)
        except Missing as missing:
            return page(request, 422, form, _said(missing.field, language))
        except CaseError:
            return page(request, 422, form, text(language, "report.fault"))
        return page(request, done=case.id, told=told)

    return routes


def _said(field: str, language: Language) -> str:
    return text(language, f"report.missing.{field}")
