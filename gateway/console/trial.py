"""``/try``: IT security tries the detectors and the policy on a text: every finding, also what does not count, and what becomes of each.

The text is neither stored nor logged; ``celnice config try`` asks the same functions.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from allowlist import prague
from gateway.act.texts import texts
from gateway.console import layout
from gateway.console.check_view import check_view, ruling_words
from gateway.console.context import Console
from gateway.console.forms import RefusedForm
from gateway.console.language import Language, language_of
from gateway.console.problems import problem_answer
from gateway.console.reader_ports import Security
from gateway.console.texts import text
from gateway.console.upload_form import read_upload
from gateway.decide.rules import Situation
from gateway.precheck import Detail, Prechecked

TRY = "/try"
LONGEST = 50_000
"""Characters: a page shows every finding with its rule."""
ROOM = 64 * 1024
FOUR_BYTES = 4
"""Of one character in UTF-8, at most."""
FIELDS = ("text", "tool", "operation", "groups", "day")


def rows(found: Prechecked, language: Language) -> list[dict[str, Any]]:
    """Every finding as a line of the table."""
    kinds = texts(language).kinds

    def row(one: Detail) -> dict[str, Any]:
        check = text(language, {True: "yes", False: "no", None: "unknown"}[one.finding.check])
        return {
            "text": one.text,
            "kind": kinds[one.finding.entity]["one"] if one.finding.entity in kinds else one.finding.entity,
            "entity": one.finding.entity,
            "score": f"{one.finding.score:.2f}".replace(".", "," if language == "cs" else "."),
            "rule": one.finding.rule,
            "check": check,
            "context": text(language, "yes" if one.finding.context else "no"),
            "ruling": ruling_words(one.ruling, language),
            "counts": one.counts,
        }

    return [row(one) for one in found.details]


def router(_console: Console, security: Security) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    def page(request: Request, code: int = 200, /, **shown: Any) -> Response:
        values = {"view": None, "rows": (), "fault": "", **dict.fromkeys(FIELDS, "")} | shown
        values["tools"] = sorted(security.names().items(), key=lambda pair: pair[1].casefold())
        return layout.page(request.scope, "try.html", code, {"Cache-Control": "no-store"}, **values)

    @routes.get(TRY)
    async def show(request: Request) -> Response:
        return page(request)

    @routes.post(TRY)
    async def attempt(request: Request) -> Response:
        language = language_of(request.scope)
        try:
            form = await read_upload(request, LONGEST * FOUR_BYTES + ROOM)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        given = {name: form.fields.get(name, "") for name in FIELDS}
        if len(given["text"]) > LONGEST:
            return page(request, 413, **(given | {"text": ""}), fault=text(language, "check.too_long"))
        names = security.names()
        tool = given["tool"] if given["tool"] in names else ""
        groups = frozenset(filter(None, (group.strip() for group in given["groups"].split(","))))
        now = security.now()
        try:
            if given["day"]:
                now = prague.midnight(date.fromisoformat(given["day"])) + timedelta(hours=12)
        except ValueError:
            return page(request, 422, **given, fault=text(language, "try.day"))
        situation = Situation(tool, given["operation"].strip(), groups, now) if tool else None
        found = await security.attempt(given["text"], situation)
        return page(request, **given, view=check_view(found, language, names.get(tool, "")), rows=rows(found, language))

    return routes
