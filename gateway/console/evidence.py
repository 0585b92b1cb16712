"""The pages of sealed evidence. A record is handed out sealed, once who and why stand in the chain; the browser opens it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from gateway.console.context import Console, off_loop
from gateway.console.layout import page
from gateway.console.problems import Problem, problem_answer
from gateway.console.sealed import NotHandedOut, SealedRecords, Wish
from gateway.console.visitor import asker, visitor_of

SHOWN = 100
"""Records on the page; those of one event are asked for by its id."""
STATUS = {"reason": 422, "reader": 409, "gone": 410, "two_persons": 409, "person": 409, "same": 409}


class Asked(BaseModel):
    """What the script of the page sends. Neither the key nor its passphrase is among it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    why: str = Field(max_length=1000)
    case: str = Field("", max_length=40)
    who: str = Field("", max_length=120, description="only for whoever signed in with the token, behind whom no person stands")
    reader: str = Field(pattern=r"^[0-9a-f]{32}$")
    step: Literal["open", "release", "open_released"] = "open"


def router(_console: Console, records: SealedRecords) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/evidence")
    async def listed(request: Request, event: Annotated[str | None, Query(max_length=64)] = None) -> Response:
        rows = await off_loop(records.newest, event, SHOWN)
        return page(request.scope, "evidence.html", rows=rows, event=event, two=records.two_persons)

    @routes.get("/evidence/{identity}")
    async def one(request: Request, identity: str) -> Response:
        row = await off_loop(records.get, identity)
        if row is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return page(request.scope, "evidence_record.html", row=row)

    @routes.post("/evidence/{identity}")
    async def hand_out(request: Request, identity: str, asked: Asked) -> Response:
        who = asker(request.scope, asked.who)
        visitor = visitor_of(request.scope)
        ids = visitor.ids if visitor is not None else ()
        try:
            sealed = await off_loop(records.hand_out, identity, Wish(who, asked.why, asked.reader, asked.step, asked.case, ids))
        except NotHandedOut as refused:
            return JSONResponse({"code": refused.code}, STATUS[refused.code])
        return JSONResponse({"sealed": sealed}, headers={"Cache-Control": "no-store"})

    return routes
