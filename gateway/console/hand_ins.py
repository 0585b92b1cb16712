"""The yearly report handed in: the officer enters who gave it to whom and when, on the page of the year or by API.

The file is looked at for its digest alone and kept nowhere: whoever holds it can show later that it is the one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field, ValidationError
from starlette.responses import JSONResponse, RedirectResponse, Response

from allowlist import prague
from gateway.console.case_acting import acting
from gateway.console.case_ports import Cases
from gateway.console.case_problems import refusal
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm
from gateway.console.language import Language, language_of
from gateway.console.problems import problem_answer
from gateway.console.step_body import Acting, Name
from gateway.console.texts import text
from gateway.console.upload_form import read_upload
from gateway.console.visitor import Visitor, visitor_of
from gateway.record import hand_in
from gateway.record.breach.machine import CaseError
from gateway.record.hand_in import HandIn, HandInError

LARGEST = 32 * 1024 * 1024
"""Bytes of a form with a signed paper; scans of signatures take megabytes."""

type Year = Annotated[int, Path(ge=2000, le=9999)]


class HandInBody(Acting):
    """Who handed the yearly report to whom."""

    to: Name = Field(description="Whom it was handed to, as papers name them.")
    day: date = Field(description="On which day, in Prague.")
    digest: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the file, in lower-case hexadecimal.")


class HandInItem(BaseModel):
    """One paper that was handed in."""

    year: int
    number: int
    day: date
    at: str
    who: str
    to: str
    digest: str


class HandIns(BaseModel):
    """The papers of a year, the first one first; the last one stands."""

    items: list[HandInItem]


def item(one: HandIn) -> dict[str, Any]:
    """As the API says it."""
    at = one.at.isoformat(timespec="seconds")
    return {"year": one.year, "number": one.number, "day": one.day.isoformat(), "at": at, "who": one.by, "to": one.to, "digest": one.digest}


def lines(found: tuple[HandIn, ...], language: Language) -> list[dict[str, str]]:
    """As pages say it."""
    return [
        {
            "year": str(one.year),
            "day": text(language, "hand_in.date", day=one.day.day, month=one.day.month, year=one.day.year),
            "by": one.by,
            "to": one.to,
            "digest": one.digest,
            "entered": for_people(one.at),
        }
        for one in found
    ]


def taken(cases: Cases, year: int, given: HandInBody, visitor: Visitor | None) -> HandIn:
    """Enters it. Raises CaseError (who acts), HandInError. Blocking."""
    own, now = acting(given, visitor), cases.now()
    one = HandIn(year, own.day, now, own.who or "", own.to, own.digest, own.ids)
    hand_in.check(one, prague.day(now))
    return cases.handed.add(one)


def api(_console: Console, cases: Cases) -> APIRouter:
    """The routes of the API."""
    routes = APIRouter(prefix="/api/v1/breaches/report", tags=["breaches"])
    handed = cases.handed

    @routes.get("/{year}/handed-in", response_model=HandIns, summary="Who handed the yearly report to whom, and when")
    async def listed(year: Year) -> Response:
        return JSONResponse({"items": [item(one) for one in await off_loop(handed.listed) if one.year == year]})

    @routes.post("/{year}/handed-in", status_code=201, response_model=HandInItem, summary="Enter that the yearly report was handed in")
    async def entered(request: Request, year: Year, given: HandInBody) -> Response:
        try:
            return JSONResponse(item(await off_loop(taken, cases, year, given, visitor_of(request.scope))), 201)
        except CaseError as error:
            return refusal(error.reason, str(error))
        except HandInError as error:
            return refusal("value", text("en", f"hand_in.wrong.{error.code}"))

    return routes


async def from_page(request: Request, cases: Cases, year: int) -> tuple[Response | None, str]:
    """(the answer to the page's form, "") or (None, what is wrong with it, for people)."""
    language = language_of(request.scope)
    try:
        form = await read_upload(request, LARGEST)
    except RefusedForm as refused:
        return problem_answer(request.scope, refused.problem), ""
    if form.file is None:
        return None, text(language, "hand_in.wrong.digest")
    values = {name: form.fields.get(name, "").strip() for name in ("to", "day", "who")}
    try:
        given = HandInBody.model_validate(
            {**{name: value for name, value in values.items() if value}, "digest": hand_in.digest_of(form.file.content)}
        )
        await off_loop(taken, cases, year, given, visitor_of(request.scope))
    except ValidationError as error:
        code = str(next(iter(error.errors(include_input=False, include_url=False, include_context=False)))["loc"][0])
        return None, text(language, f"hand_in.wrong.{code if code in values else 'digest'}")
    except CaseError:
        return None, text(language, "hand_in.wrong.who")
    except HandInError as error:
        return None, text(language, f"hand_in.wrong.{error.code}")
    return RedirectResponse(f"/cases/year/{year}#handed-in", 303), ""
