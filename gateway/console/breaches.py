"""``/api/v1/breaches``: the data protection officer's cases, each step of them, the kill switch, the papers, the register, the year.

A step is checked by the state machine inside the store's transaction. Two officers at once: the second gets 409 and the version to read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Request
from starlette.responses import JSONResponse, Response

from allowlist import prague
from gateway.console.breach_bodies import AnyStep, Listing, Report, Stopping
from gateway.console.breach_items import OVER, CasePage, CaseWhole, item, whole
from gateway.console.case_acting import acting
from gateway.console.case_ports import Cases, NothingToStop, Stop, WrongPaper
from gateway.console.case_problems import refusal
from gateway.console.context import Console, off_loop
from gateway.console.problems import Problem, problem_answer
from gateway.console.reader_ports import Employee
from gateway.console.step_body import Acting
from gateway.console.visitor import Visitor, visitor_of
from gateway.record.breach.case import Case
from gateway.record.breach.clock import HOURS
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, State, Step

type Number = Annotated[str, Path(pattern=r"^\d{4}-\d{4,8}$", description="The number of the case, such as 2026-0001.")]
type Form = Annotated[Literal["docx", "pdf"], Query(description="The kind of file.")]

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


def file(content: bytes, name: str) -> Response:
    """A download; ``name`` holds nothing of a person."""
    return Response(content, media_type=MEDIA[name.rpartition(".")[2]], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def maker(now: Callable[[], datetime], action: Action, given: Acting, hours: int = HOURS) -> Callable[[Case], Step]:
    """Makes the step of a body from the case as it stands now; a step is never older than the one before it.

    ``hours`` is the length of the period of incidents that are classified now.
    """

    def make(case: Case) -> Step:
        at = now() if case.last is None else max(now(), case.last)
        facts = {**given.facts(), **({"hours": hours} if action is Action.CLASSIFY and hours != HOURS else {})}
        return Step(case.id, case.steps + 1, at, given.who or "", given.acts_as, action, given.why, facts, given.ids, given.entered)

    return make


async def superior(employee: Employee | None, visitor: Visitor | None) -> str:
    """The account of the reporter's superior, "" where nobody signed in or nobody knows it: the token says a name, and no account."""
    if employee is None or employee.colleagues is None or visitor is None or visitor.token:
        return ""
    return (await employee.colleagues.superior(visitor.account))[0]


def router(console: Console, cases: Cases) -> APIRouter:  # one short function for each route
    """The routes."""
    routes = APIRouter(prefix="/api/v1/breaches", tags=["breaches"])
    desk = cases.breaches

    async def shown(number: str, status: int = 200) -> Response:
        case = await off_loop(desk.case, number)
        if case.state is State.NONE:
            return refusal("case", "There is no case of that number.")
        history, stopped = await off_loop(desk.history, number), await off_loop(cases.stopped, number)
        return JSONResponse(whole(case, history, stopped, cases.now()), status, headers={"ETag": f'"{case.steps}"'})

    async def refused(number: str, error: CaseError) -> Response:
        version = (await off_loop(desk.case, number)).steps if error.reason in {"number", "action"} else None
        return refusal(error.reason, str(error), version)

    async def paper(make: Callable[..., bytes], name: str, *given: Any) -> Response:
        try:
            return file(await off_loop(make, *given), name)
        except WrongPaper as error:
            return refusal("template", str(error))

    @routes.get("", response_model=CasePage, summary="The cases, the newest first, with their clocks")
    async def listed(query: Annotated[Listing, Query()]) -> Response:
        found = await off_loop(desk.cases)
        wanted = [
            case
            for case in found
            if (not query.state or case.state in query.state)
            and (query.year is None or case.id.startswith(f"{query.year}-"))
            and not (query.open and case.state in OVER)
        ]
        return JSONResponse({"items": [item(case, cases.now()) for case in reversed(wanted)]})

    @routes.post("", status_code=201, response_model=CaseWhole, summary="Report a suspected breach, also one without any AI tool")
    async def reported(request: Request, given: Report) -> Response:
        try:
            year = prague.day(cases.now()).year
            visitor = visitor_of(request.scope)
            own = acting(given, visitor)
            own = own.told(await superior(console.ports.employee, visitor) if not own.elected else "")
            case = await off_loop(desk.report, maker(cases.now, Action.REPORT, own), year)
        except CaseError as error:
            return refusal(error.reason, str(error))
        answer = await shown(case.id, 201)
        answer.headers["Location"] = f"/api/v1/breaches/{case.id}"
        return answer

    @routes.get("/register", summary="The register of breaches as a table (GDPR art. 33 para. 5)")
    async def register(form: Annotated[Literal["xlsx", "csv"], Query()] = "xlsx") -> Response:
        return await paper(cases.papers.register, f"evidence.{form}", form)

    @routes.get("/report/{year}", summary="The officer's report of a year, with charts")
    async def yearly(year: Annotated[int, Path(ge=2000, le=9999)], form: Form = "pdf") -> Response:
        return await paper(cases.papers.yearly, f"vyrocni_zprava-{year}.{form}", year, form)

    @routes.get("/papers/{name}", summary="A paper that belongs to no case: records of processing, impact assessment, notice, plan")
    async def standing(request: Request, name: str, form: Form = "pdf") -> Response:
        if name not in cases.papers.standing_names:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return await paper(cases.papers.standing, f"{name}.{form}", name, form)

    @routes.get("/{number}", response_model=CaseWhole, summary="One case with its history")
    async def one(number: Number) -> Response:
        return await shown(number)

    @routes.post("/{number}/steps", response_model=CaseWhole, summary="The next step of a case")
    async def step(request: Request, number: Number, given: Annotated[AnyStep, Body()]) -> Response:
        try:
            own = acting(given, visitor_of(request.scope))
            await off_loop(lambda: desk.act(number, maker(cases.now, own.action, own, cases.hours), version=own.version))
        except CaseError as error:
            return await refused(number, error)
        return await shown(number)

    @routes.post("/{number}/stop", response_model=CaseWhole, summary="The immediate remedy: suspend the tool or the person at the proxy")
    async def stop(request: Request, number: Number, given: Stopping) -> Response:
        if cases.stop is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            own = acting(given, visitor_of(request.scope))
            wanted = Stop(number, own.what, own.on, own.who or "", own.acts_as, own.why, own.version, own.ids, own.entered)
            await off_loop(cases.stop, wanted)
        except CaseError as error:
            return await refused(number, error)
        except NothingToStop as error:
            return refusal("nothing", str(error))
        return await shown(number)

    @routes.get("/{number}/papers/{name}", summary="A paper of the case, filled from the office's template")
    async def of_case(request: Request, number: Number, name: str, form: Form = "pdf") -> Response:
        if name not in cases.papers.names:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        if (await off_loop(desk.case, number)).state is State.NONE:
            return refusal("case", "There is no case of that number.")
        return await paper(cases.papers.of_case, f"{number}-{name}.{form}", name, number, form)

    @routes.get("/{number}/dossier", summary="Everything of the case as a zip, with its verified chain")
    async def dossier(number: Number) -> Response:
        if (await off_loop(desk.case, number)).state is State.NONE:
            return refusal("case", "There is no case of that number.")
        return await paper(cases.papers.dossier, f"spis-{number}.zip", number)

    return routes
