"""Presidio's analyzer API (its ``app.py``), so that whatever can call Presidio can use the Czech detectors.

``POST /analyze`` takes an ``AnalyzerRequest`` (``text`` a string or a list), answers with a list of findings (or a list of lists);
errors are ``{"error": …}``. Differences: a request that cannot be served is 400 and not 500; a text that could not be judged is 503
(:class:`~detectors.finding.NotScanned`, answered in :mod:`gateway.console.app`), never an empty list.
Bodies are neither logged nor repeated.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from gateway.console.context import Console
from gateway.console.ports import BadRequest
from gateway.console.problems import Problem, problem_answer

UP = "Presidio Analyzer service is up"
"""What Presidio answers, word for word: clients compare it."""


def router(console: Console) -> APIRouter:
    """The routes of the analyzer."""
    routes = APIRouter(tags=["analyzer"])
    analysis = console.ports.analysis
    ended = console.ports.analyzed

    @routes.post("/analyze", summary="Personal data in a text (Presidio's AnalyzerRequest)")
    async def analyze(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return problem_answer(request.scope, Problem.MEDIA_TYPE)
        try:
            payload = _object(await request.body())
            answer = await analysis.analyze(payload)
        except BadRequest as refused:
            ended("bad_request")
            return JSONResponse({"error": str(refused)}, 400)
        ended("ok")
        return Response(json.dumps(answer, sort_keys=True), media_type="application/json")

    @routes.get("/supportedentities", summary="Entities that can be found")
    async def supported_entities(language: str = "cs") -> Response:  # noqa: ARG001  # every language is analysed as Czech
        return JSONResponse(await analysis.supported_entities())

    @routes.get("/recognizers", summary="Recognizers in use")
    async def recognizers(language: str = "cs") -> Response:  # noqa: ARG001
        return JSONResponse(await analysis.recognizers())

    @routes.get("/health", summary="Presidio's liveness answer")
    async def health() -> Response:
        return PlainTextResponse(UP)

    return routes


def _object(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not valid JSON.") from None
    if not isinstance(payload, dict):
        raise BadRequest("The body must be a JSON object.")
    return payload
