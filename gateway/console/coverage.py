"""``/api/v1/coverage``: what is seen of which tool."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from gateway.console.context import Console, off_loop


class Carrier(BaseModel):
    """One place in which an operation carries text."""

    name: str
    sight: str
    reason: str = Field("", description="Why an opaque one is opaque.")


class Operation(BaseModel):
    """One operation of a tool."""

    operation: str
    role: str
    methods: list[str]
    path: str
    format: str = Field("", description="The wire format that reads it.")
    sight: str = Field(description="A key of `meanings`.")
    carriers: list[Carrier]


class Tool(BaseModel):
    """One service of the catalogue that no law forbids."""

    id: str
    name: str
    approved: bool = Field(description="Whether it may be used now. Of any other nothing passes.")
    operations: list[Operation]


class DocumentType(BaseModel):
    """One type of document, as it is seen on this node."""

    type: str
    extensions: list[str]
    sight: str


class Coverage(BaseModel):
    """Tool × operation × carrier, from the registers of the running version, as it holds on this node."""

    meanings: dict[str, str]
    tools: list[Tool]
    documents: list[DocumentType]
    recognition: bool = Field(description="Whether letters in pictures are recognised on this node.")
    speech: bool = Field(description="Whether this node has a transcriber for recordings.")


def router(console: Console) -> APIRouter:
    """The route."""
    routes = APIRouter(prefix="/api/v1/coverage", tags=["coverage"])

    @routes.get("", response_model=Coverage, summary="What is seen of which tool")
    async def table() -> Response:
        found: Any = await off_loop(console.ports.coverage)
        return JSONResponse(dict(found))

    return routes
