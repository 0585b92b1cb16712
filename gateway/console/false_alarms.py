"""``/api/v1/false-alarms``: reports of employees that the gateway was wrong, for IT security: event, kinds, rules, never the text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from gateway.console.context import Console, off_loop
from gateway.console.problems import Problem, problem_answer
from gateway.console.visitor import asker
from gateway.record.false_alarm import Outcome

FALSE_ALARMS = "/api/v1/false-alarms"


class Closing(BaseModel):
    """How a report ended, and who says so."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    outcome: Outcome
    who: str = Field("", max_length=120, description="Needed with the token; whoever signed in closes in their own name.")


def router(console: Console) -> APIRouter:
    """The routes of the reports."""
    routes = APIRouter(tags=["false alarms"])
    port = console.ports.false_alarms

    @routes.get(FALSE_ALARMS, summary="Reports that wait; with `closed=true` all of them")
    async def listed(request: Request, *, closed: bool = False) -> Any:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        return {"false_alarms": [one.plain() for one in await off_loop(port.listed, closed=closed)]}

    @routes.post(FALSE_ALARMS + "/{event}", summary="Close a report")
    async def close(request: Request, closing: Closing, event: Annotated[str, Path(max_length=64)]) -> Any:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        if not (who := asker(request.scope, closing.who)):
            return problem_answer(request.scope, Problem.INVALID)
        done = await off_loop(port.end, event, closing.outcome, who)
        return done.plain() if done is not None else problem_answer(request.scope, Problem.NOT_FOUND)

    return routes
