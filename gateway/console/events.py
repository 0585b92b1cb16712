"""``/api/v1/events``: pages by cursor, one event, and the stream."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import JSONResponse, Response, StreamingResponse

from gateway.console.context import Console, off_loop
from gateway.console.problems import Problem, problem_answer
from gateway.console.stream import BATCH, EventStream, Start, frames
from gateway.feeds.sse import CONTENT_TYPE

DEFAULT_PAGE = 100
MAX_PAGE = 500
"""Events in one page: about half a megabyte of JSON."""
MAX_CURSOR = 128
MAX_VALUES = 20
"""Values of one filter; more is a list nobody wrote by hand, and each is a term of the query."""

type Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Narrowing(BaseModel):
    """What may narrow a list of events. A parameter may stand there several times; any of its values then matches."""

    model_config = ConfigDict(extra="forbid")

    type: list[Code] = Field(default_factory=list, max_length=MAX_VALUES, description="Kinds of event, e.g. `prompt.blocked`.")
    tool: list[Code] = Field(default_factory=list, max_length=MAX_VALUES, description="Catalogue ids of tools.")
    verdict: list[Code] = Field(default_factory=list, max_length=MAX_VALUES, description="Verdicts, e.g. `block`.")
    since: AwareDatetime | None = Field(None, description="First instant, inclusive, with its offset.")
    until: AwareDatetime | None = Field(None, description="Last instant, exclusive, with its offset.")
    after: str | None = Field(
        None, max_length=MAX_CURSOR, description="The cursor to read on from: `next` of a page, `cursor` of an event."
    )


class Listing(Narrowing):
    """The parameters of a page."""

    limit: int = Field(DEFAULT_PAGE, ge=1, le=MAX_PAGE, description="Most events in the page.")


class EventItem(BaseModel):
    """One event. Never a word of the text that led to it. Further fields may come; erased events keep only what stands here first."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(description="The reference an employee can quote.")
    type: str
    at: str = Field(description="When, in UTC (RFC 3339).")
    tool: str
    verdict: str
    reason: str
    disclosed: str = Field(description="Whether data left: none, partial, full, unknown.")
    cursor: str = Field(description="Where reading goes on after this event.")
    host: str = ""
    operation: str = ""
    scan: str = Field("", description="scanned, partly, opaque or not_run.")
    policy: str = ""
    detectors: str = ""
    kinds: dict[str, int] = Field(default_factory=dict, description="How many findings of each entity.")
    rules: dict[str, int] = Field(default_factory=dict, description="How many findings of each rule.")
    grounds: dict[str, list[int]] = Field(
        default_factory=dict,
        description="Of each rule: its highest score in hundredths, findings with a context word near, findings whose check digits hold.",
    )
    places: list[str] = Field(default_factory=list, description="Whose words held them.")
    person: str | None = Field(None, description="A pseudonym, where one is known.")
    detail: str = ""
    entrance: str = ""
    erased_by: str | None = Field(None, description="The erasure that removed the rest.")


class EventPage(BaseModel):
    """Events, oldest first. ``next`` is always a cursor: reading on from it misses and repeats nothing."""

    items: list[EventItem]
    next: str
    more: bool = Field(description="Whether events stood behind the last one.")


def router(console: Console) -> APIRouter:
    """The routes of the API."""
    routes = APIRouter(prefix="/api/v1/events", tags=["events"])
    ports = console.ports

    def filters(query: Narrowing) -> Any:
        return ports.filters(
            types=tuple(query.type), tools=tuple(query.tool), verdicts=tuple(query.verdict), since=query.since, until=query.until
        )

    @routes.get("", response_model=EventPage, summary="Events, oldest first, by cursor")
    async def page(request: Request, query: Annotated[Listing, Query()]) -> Response:
        try:
            found = await off_loop(ports.events.page, query.after, query.limit, filters(query))
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        return JSONResponse({"items": [row.public() for row in found.rows], "next": found.next, "more": found.more})

    @routes.get(
        "/stream",
        summary="Events as they come (server-sent events, each a CloudEvent)",
        response_class=StreamingResponse,
        responses={200: {"content": {CONTENT_TYPE: {"schema": {"type": "string"}}}}},
    )
    async def stream(
        request: Request,
        query: Annotated[Narrowing, Query()],
        last_event_id: Annotated[str | None, Header(max_length=MAX_CURSOR, description="Resumes after this event.")] = None,
    ) -> Response:
        if console.tail.full or console.tail.closed:
            return problem_answer(request.scope, Problem.TOO_MANY_STREAMS, {"Retry-After": "10"})
        wanted = filters(query)
        moved = console.tail.moved()
        try:
            cursor = last_event_id or query.after
            if cursor is None:
                cursor = await off_loop(ports.events.end)
            first = await off_loop(ports.events.page, cursor, BATCH, wanted)
        except ValueError:
            return problem_answer(request.scope, Problem.BAD_CURSOR)
        return EventStream(
            frames(ports, console.tail, Start(cursor, first, moved), wanted, still=lambda: console.keys.still(request.headers))
        )

    @routes.get("/{identity}", response_model=EventItem, summary="One event")
    async def one(request: Request, identity: Annotated[Code, Path()]) -> Response:
        row = await off_loop(ports.events.get, identity)
        return problem_answer(request.scope, Problem.NOT_FOUND) if row is None else JSONResponse(row.public())

    return routes
