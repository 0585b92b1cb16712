"""``/events/{identity}/person``: the sealed name behind an event's pseudonym, once who and why stand in the chain; the browser opens it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from gateway.console.context import Console, off_loop
from gateway.console.evidence import STATUS
from gateway.console.sealed import NotHandedOut, SealedNames, Wish
from gateway.console.visitor import asker


class Asked(BaseModel):
    """What the script of the page sends. Neither the key nor its passphrase is among it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    why: str = Field(max_length=1000)
    case: str = Field("", max_length=40)
    who: str = Field("", max_length=120, description="only for whoever signed in with the token, behind whom no person stands")
    reader: str = Field(pattern=r"^[0-9a-f]{32}$")


def router(_console: Console, names: SealedNames) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/events/{identity}/person")
    async def hand_out(request: Request, identity: str, asked: Asked) -> Response:
        wish = Wish(asker(request.scope, asked.who), asked.why, asked.reader, case=asked.case)
        try:
            name = await off_loop(names.hand_out, identity, wish)
        except NotHandedOut as refused:
            return JSONResponse({"code": refused.code}, STATUS[refused.code])
        return JSONResponse({"record": name.record, "sealed": name.sealed}, headers={"Cache-Control": "no-store"})

    return routes
