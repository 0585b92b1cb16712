"""``POST /api/v1/people/addresses``: who sits where, told by a sign-in script, a firewall or a DHCP server (``[people.addresses]``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, IPvAnyAddress
from starlette.responses import Response

from gateway.console.context import Console, off_loop
from gateway.console.problems import Problem, problem_answer

MOST = 10_000
"""Changes of one call; a whole office at eight in the morning."""

type Seats = Mapping[str, tuple[str, datetime | None] | None]
"""By address: account and until when; None: nobody sits there any more."""


class Seat(BaseModel):
    """One change."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    address: IPvAnyAddress
    account: str | None = Field(max_length=256, pattern=r"^[^,#\x00-\x1f]+$")
    """None: nobody sits there any more."""
    until: AwareDatetime | None = None


class Change(BaseModel):
    """What is told at once."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    seats: list[Seat] = Field(max_length=MOST)


def router(console: Console) -> APIRouter:
    """The route of the map."""
    routes = APIRouter(tags=["people"])
    seat = console.ports.seat

    @routes.post("/api/v1/people/addresses", summary="Who sits at which address", status_code=204)
    async def told(request: Request, change: Change) -> Response:
        if seat is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        changes: Seats = {str(one.address): (one.account, one.until) if one.account else None for one in change.seats}
        try:
            await off_loop(seat, changes)
        except (OSError, ValueError):
            return problem_answer(request.scope, Problem.UNAVAILABLE)  # the file is broken or cannot be written: nobody is seated anew
        return Response(status_code=204)

    return routes
