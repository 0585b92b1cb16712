"""``/api/v1/requests``: requests of data subjects, from receipt to the answer, carried out over everything that is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from allowlist import prague
from gateway.console.breaches import Form, file
from gateway.console.case_acting import taken
from gateway.console.case_ports import Cases, Search, WrongPaper
from gateway.console.case_problems import refusal
from gateway.console.context import Console, off_loop
from gateway.console.problems import Problem, problem_answer
from gateway.console.request_bodies import AnyStep, Lookup, New, Taken
from gateway.console.visitor import visitor_of
from gateway.record.request.case import Request as Subject
from gateway.record.request.case import RequestError, lacks, replay
from gateway.record.request.step import Action, State, Step, to_plain

type Number = Annotated[str, Path(pattern=r"^Z-\d{4}-\d{4,8}$", description="The number of the request, such as Z-2026-0001.")]

NONE = "There is no request of that number."


class RequestItem(BaseModel):
    """One request."""

    model_config = ConfigDict(extra="allow")

    id: str
    kind: str
    state: str
    version: int = Field(description="The number of its last step; a step is given with it.")
    received: str | None
    internal: str = Field(description="Last day for the draft inside the office.")
    deadline: str = Field(description="Last day for the answer.")
    late: bool
    outcome: str | None
    missing: list[str]


class RequestPage(BaseModel):
    """Requests, the newest first."""

    items: list[RequestItem]


class RequestWhole(RequestItem):
    """One request with its whole history."""

    steps: list[dict[str, Any]] = Field(default_factory=list)


class Found(RequestWhole):
    """What a search found, or what an erasure did; the events say no value."""

    found: dict[str, Any] = Field(default_factory=dict)
    events: list[dict[str, Any]] = Field(default_factory=list)


def item(request: Subject, now: datetime) -> dict[str, Any]:
    """One request of a list, as JSON values."""
    due = request.deadlines()
    return {
        "id": request.id,
        "kind": request.kind.value,
        "state": request.state.value,
        "version": request.steps,
        "received": request.received.isoformat() if request.received else None,
        "internal": due.internal.isoformat(),
        "deadline": due.answer.isoformat(),
        "late": request.state is not State.ANSWERED and due.late(now),
        "outcome": request.outcome.value if request.outcome else None,
        "missing": list(lacks(request)),
    }


def maker(now: Callable[[], datetime], action: Action, given: Taken) -> Callable[[Subject], Step]:
    """Makes the step of a body from the request as it stands now."""

    def make(request: Subject) -> Step:
        at = now() if request.last is None else max(now(), request.last)
        return Step(request.id, request.steps + 1, at, given.who or "", action, given.why, given.facts())

    return make


def router(_console: Console, cases: Cases) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/api/v1/requests", tags=["requests"])
    desk = cases.requests

    async def shown(number: str, status: int = 200, **more: Any) -> Response:
        history = await off_loop(desk.history, number)
        if not history:
            return refusal("request", NONE)
        found = replay(number, history)
        whole = {**item(found, cases.now()), "steps": [to_plain(step) for step in history], **more}
        return JSONResponse(whole, status, headers={"ETag": f'"{found.steps}"'})

    async def refused(number: str, error: RequestError) -> Response:
        version = len(await off_loop(desk.history, number)) if error.reason in {"number", "action"} else None
        return refusal(error.reason, str(error), version)

    async def carried(request: Request, number: str, given: Lookup, *, erase: bool) -> Response:
        if cases.search is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            who = taken(given, visitor_of(request.scope)).who or ""
        except RequestError as error:
            return refusal(error.reason, str(error))
        wanted = Search(number, erase, who, given.why, tuple(given.values), tuple(given.kinds), tuple(given.persons), tuple(given.accounts))
        try:
            facts, events = await off_loop(lambda: cases.search(wanted, given.version) if cases.search else ({}, ()))
        except RequestError as error:
            return await refused(number, error)
        return await shown(number, found=dict(facts), events=[dict(event) for event in events])

    @routes.get("", response_model=RequestPage, summary="The requests, the newest first, with their deadlines")
    async def listed(
        open_: Annotated[bool, Query(alias="open", description="Only requests that are not answered.")] = False,
    ) -> Response:
        found = [one for one in await off_loop(desk.requests) if not (open_ and one.state is State.ANSWERED)]
        return JSONResponse({"items": [item(one, cases.now()) for one in reversed(found)]})

    @routes.post("", status_code=201, response_model=RequestWhole, summary="A request came")
    async def received(request: Request, given: New) -> Response:
        try:
            own = taken(given, visitor_of(request.scope))
            made = await off_loop(desk.new, maker(cases.now, Action.RECEIVE, own), prague.day(cases.now()).year)
        except RequestError as error:
            return refusal(error.reason, str(error))
        answer = await shown(made.id, 201)
        answer.headers["Location"] = f"/api/v1/requests/{made.id}"
        return answer

    @routes.get("/{number}", response_model=RequestWhole, summary="One request with its history")
    async def one(number: Number) -> Response:
        return await shown(number)

    @routes.post("/{number}/steps", response_model=RequestWhole, summary="The next step of a request")
    async def step(request: Request, number: Number, given: Annotated[AnyStep, Body()]) -> Response:
        try:
            own = taken(given, visitor_of(request.scope))
            await off_loop(lambda: desk.act(number, maker(cases.now, own.action, own), version=own.version))
        except RequestError as error:
            return await refused(number, error)
        return await shown(number)

    @routes.post("/{number}/search", response_model=Found, summary="Look for everything that is kept of the subject")
    async def search(request: Request, number: Number, given: Lookup) -> Response:
        return await carried(request, number, given, erase=False)

    @routes.post("/{number}/erase", response_model=Found, summary="Erase it, but what law keeps")
    async def erase(request: Request, number: Number, given: Lookup) -> Response:
        return await carried(request, number, given, erase=True)

    @routes.get("/{number}/papers/{name}", summary="A paper of the request: the record sheet (Příloha č. 3), the answer")
    async def paper(request: Request, number: Number, name: str, form: Form = "docx") -> Response:
        if name not in cases.papers.request_names:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        if not await off_loop(desk.history, number):
            return refusal("request", NONE)
        try:
            return file(await off_loop(cases.papers.of_request, name, number, form), f"{number}-{name}.{form}")
        except WrongPaper as error:
            return refusal("template", str(error))

    return routes
