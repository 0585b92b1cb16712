"""``/requests``: data subjects' requests as the officer's pages: the list with its deadlines, one request, search and erasure, papers.

What is looked for is kept nowhere: not in the request, not in an address, not in the page that answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from allowlist import prague
from gateway.console.case_acting import taken
from gateway.console.case_faults import fault_text, unread_text
from gateway.console.case_forms import Sent, said
from gateway.console.case_ports import Cases, Search
from gateway.console.case_view import counted, said_fact
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.request_bodies import Lookup, New
from gateway.console.subject_forms import BODIES, ERASE, HIDDEN, LOOKUPS, forms
from gateway.console.subject_requests import item, maker
from gateway.console.texts import text, word
from gateway.console.typed_form import Unread, fields, read
from gateway.console.visitor import Visitor, may_open, visitor_of
from gateway.record.request.case import Request as Subject
from gateway.record.request.case import RequestError, lacks, replay
from gateway.record.request.step import Action, State, Step

type Number = Annotated[str, Path(pattern=r"^Z-\d{4}-\d{4,8}$")]

STATUS = {"number": 409, "action": 409}
NEW = "new"


def line(request: Subject, cases: Cases, language: Language) -> dict[str, Any]:
    """A request in a list, with the days that are left."""
    now = cases.now()
    left = request.deadlines().left(prague.day(now))
    days = counted(abs(left), "day", language)
    told = text(language, "clock.left" if left >= 0 else "clock.over", time=days)
    return {**item(request, now), "applicant": request.applicant, "left": "" if request.state is State.ANSWERED else told}


def history_of(steps: Sequence[Step], language: Language) -> list[dict[str, Any]]:
    """The history, the newest first, in words."""
    return [
        {
            "number": step.number,
            "iso": step.at.isoformat(),
            "time": for_people(step.at),
            "action": step.action.value,
            "who": step.who,
            "why": step.why,
            "said": [(word(language, "case_fact", name), said_fact(_coded(name), value, language)) for name, value in step.facts.items()],
        }
        for step in reversed(steps)
    ]


def _coded(name: str) -> str:
    """``kind`` and ``outcome`` are codes with words; counts by kind stay numbers."""
    return "risk" if name in {"kind", "outcome"} else name


def router(_console: Console, cases: Cases) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    desk = cases.requests

    async def listed(request: Request, sent: Sent | None = None, status: int = 200) -> Response:
        language = language_of(request.scope)
        found = [line(one_of, cases, language) for one_of in reversed(list(await off_loop(desk.requests)))]
        given = fields(New, HIDDEN, None, sent.form if sent else None, sent.wrong if sent else ())
        return page(
            request.scope,
            "requests.html",
            status,
            open=sorted((each for each in found if each["left"]), key=lambda each: each["deadline"]),
            answered=[each for each in found if not each["left"]],
            fields=list(given),
            fault=sent.fault if sent else "",
            who=one(sent.form, "who") if sent else "",
        )

    @routes.get("/requests")
    async def every(request: Request) -> Response:
        return await listed(request)

    @routes.post("/requests")
    async def received(request: Request) -> Response:
        language = language_of(request.scope)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            own = taken(read(New, HIDDEN, form, _own(form)), visitor_of(request.scope))
            made = await off_loop(desk.new, maker(cases.now, Action.RECEIVE, own), prague.day(cases.now()).year)
        except Unread as error:
            return await listed(request, Sent(NEW, form, unread_text(error, language), error.names), 422)
        except RequestError as error:
            return await listed(request, Sent(NEW, form, fault_text(error, None, language)), 422)
        return RedirectResponse(f"/requests/{made.id}", 303)

    async def show(request: Request, number: str, sent: Sent | None = None, found: Any = None, status: int = 200) -> Response:
        history = await off_loop(desk.history, number)
        if not history:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language, subject = language_of(request.scope), replay(number, history)
        acts = may_open(visitor_of(request.scope), "POST", f"/requests/{number}/note")
        shown = list(forms(subject, lacks(subject), sent)) if acts else []
        return page(
            request.scope,
            "subject.html",
            status,
            line=line(subject, cases, language),
            subject=subject,
            lacks=lacks(subject),
            forms=shown,
            entries=history_of(history, language),
            papers=cases.papers.request_names,
            found=found,
            fault=sent.fault if sent is not None and not any(form.touched for form in shown) else "",
        )

    @routes.get("/requests/{number}")
    async def one_request(request: Request, number: Number) -> Response:
        return await show(request, number)

    async def take(number: str, action: str, form: Form, visitor: Visitor | None) -> tuple[Mapping[str, Any], Sequence[Any]] | None:
        version = int(one(form, "version")) if one(form, "version").isdecimal() else 0
        more = _own(form) | {"version": version} | ({} if action in LOOKUPS else {"action": action})
        own = taken(read(BODIES[action], HIDDEN, form, more), visitor)
        if isinstance(own, Lookup):
            if cases.search is None:
                raise RequestError("other", "nothing can be looked for here")
            wanted = Search(number, action == ERASE, own.who or "", own.why, tuple(own.values), (), (), tuple(own.accounts))
            return await off_loop(cases.search, wanted, version)
        await off_loop(lambda: desk.act(number, maker(cases.now, Action(action), own), version=version))
        return None

    @routes.post("/requests/{number}/{action}")
    async def act(request: Request, number: Number, action: str) -> Response:
        language = language_of(request.scope)
        if action not in BODIES:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            found = await take(number, action, form, visitor_of(request.scope))
        except Unread as error:
            return await show(request, number, Sent(action, form, unread_text(error, language), error.names), None, 422)
        except RequestError as error:
            return await show(request, number, Sent(action, form, fault_text(error, None, language)), None, STATUS.get(error.reason, 422))
        return RedirectResponse(f"/requests/{number}", 303) if found is None else await show(request, number, None, found[1])

    return routes


def _own(form: Form) -> dict[str, Any]:
    """Who and why."""
    return {name: given for name, given in said(form).items() if name != "part"}
