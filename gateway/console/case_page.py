"""One breach case as a page: the steps of the directive, the clock, what is known, the papers, and a form for every step of one's part.

Every form is made from the API's typed body and taken by the same state machine inside the store's transaction; what it refuses comes
back with its reason and with what was written. Nothing anybody wrote goes into a log or an address.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from gateway.console import case_view as view
from gateway.console.breach_bodies import Stopping
from gateway.console.breach_items import OVER, whole
from gateway.console.breaches import maker
from gateway.console.case_acting import acting
from gateway.console.case_faults import fault_text, unread_text
from gateway.console.case_forms import BODIES, HIDDEN, Sent, forms, parts_of, said
from gateway.console.case_ports import Cases, NothingToStop, Stop
from gateway.console.clock import for_people, for_people_iso
from gateway.console.context import Console, off_loop
from gateway.console.entered_view import entered_text
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.step_body import Acting
from gateway.console.typed_form import Unread, read
from gateway.console.visitor import Visitor, visitor_of
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.machine import TABLE, CaseError
from gateway.record.breach.step import Action, State

type Number = Annotated[str, Path(pattern=r"^\d{4}-\d{4,8}$")]

STOP = "stop"
"""The form of the kill switch; no action of the machine has this name."""
STATUS = {"number": 409, "action": 409, "set": 409, "part": 403}
"""Of an answer to a step that may not be taken; every other one is 422."""


def router(_console: Console, cases: Cases) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    desk = cases.breaches

    async def show(request: Request, number: str, sent: Sent | None = None, status: int = 200) -> Response:
        case = await off_loop(desk.case, number)
        if case.state is State.NONE:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language, now, visitor = language_of(request.scope), cases.now(), visitor_of(request.scope)
        history, stopped = await off_loop(desk.history, number), await off_loop(cases.stopped, number)
        steps = view.stages(case)
        due = {stage.action for stage in steps if stage.status is view.Status.NOW}
        shown = list(forms(case, visitor, sent, due))
        may_stop = cases.stop is not None and _may_stop(case, visitor)
        return page(
            request.scope,
            "breach.html",
            status,
            case=case,
            line=view.line(case, now, cases.name(str(case.facts.get("tool", ""))) if case.facts.get("tool") else "", language),
            clock=view.clock_view(case.awaited(), now, language),
            whole=whole(case, history, stopped, now),
            stages=steps,
            facts=list(view.facts(case, language)),
            corrections=[(what, for_people_iso(before)) for what, before in case.corrections],
            times=[(name, for_people(at)) for name, at in case.times.items()],
            lacks=lacks(case) if case.state not in OVER else (),
            forms=shown,
            signed_for={
                step.part: entered_text(step.entered, language)
                for step in history
                if step.action is Action.SIGN and step.entered is not None and case.signatures.get(step.part) == step.who
            },
            entries=list(view.entries(history, language)),
            papers=cases.papers.names,
            stopped=stopped,
            stops=("tool", "person") if may_stop else (),
            fault=sent.fault if sent is not None and not any(form.touched for form in shown) else "",
        )

    @routes.get("/cases/{number}")
    async def one_case(request: Request, number: Number) -> Response:
        return await show(request, number)

    async def take(number: str, action: str, form: Form, visitor: Visitor | None) -> None:
        version = one(form, "version")
        more = said(form) | {"version": int(version) if version.isdecimal() else 0}
        if action == STOP and cases.stop is not None:
            given = acting(Stopping.model_validate(more | {"what": one(form, "what"), "on": one(form, "on") == "true"}), visitor)
            who = given.who or ""
            await off_loop(
                cases.stop, Stop(number, given.what, given.on, who, given.acts_as, given.why, given.version, given.ids, given.entered)
            )
            return
        wanted = Action(action)
        own: Acting = acting(read(BODIES[wanted], HIDDEN, form, more | {"action": action}), visitor)
        await off_loop(lambda: desk.act(number, maker(cases.now, wanted, own, cases.hours), version=int(version)))

    @routes.post("/cases/{number}/{action}")
    async def act(request: Request, number: Number, action: str) -> Response:
        language = language_of(request.scope)
        if action != STOP and action not in BODIES:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        try:
            await take(number, action, form, visitor_of(request.scope))
        except Unread as error:
            return await show(request, number, Sent(action, form, unread_text(error, language), error.names), 422)
        except CaseError as error:
            words = fault_text(error, await off_loop(desk.case, number), language)
            return await show(request, number, Sent(action, form, words), STATUS.get(error.reason, 422))
        except NothingToStop:
            return await show(request, number, Sent(action, form, fault_text(CaseError("nothing", ""), None, language)), 422)
        except ValueError:  # no shape of ours: not what our own page sends
            return problem_answer(request.scope, Problem.INVALID)
        return RedirectResponse(f"/cases/{number}", 303)

    return routes


def _may_stop(case: Case, visitor: Visitor | None) -> bool:
    rule = TABLE.get((case.state, Action.REMEDY))
    return rule is not None and not rule.parts.isdisjoint(parts_of(visitor))
