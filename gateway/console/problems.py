"""Every refusal and error the console answers with: a closed set, and three shapes. None repeats anything of the request.

People get a page in their language; programs get ``application/problem+json`` (RFC 9457); callers of the analyzer get Presidio's
``{"error": …}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from allowlist.publication.outputs import OUTPUTS
from gateway.console.layout import page

ANALYZER_PATHS = frozenset({"/analyze", "/supportedentities", "/recognizers", "/health"})
MACHINE_PREFIXES = (
    "/api/",
    "/metrics",
    "/healthz",
    "/readyz",
    "/tools.json",
    "/tools.atom",
    "/proxy.pac",
    "/ca.pem",
    "/static/",
)


class Problem(Enum):
    """What went wrong: status, code, and an English sentence for programs. Pages have their texts under ``problem.<code>``."""

    INVALID = (HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "The request has a parameter that is unknown or not of its form.")
    BAD_CURSOR = (HTTPStatus.BAD_REQUEST, "bad_cursor", "This is not a cursor of this store.")
    UNAUTHORIZED = (HTTPStatus.UNAUTHORIZED, "unauthorized", "Send the API token: Authorization: Bearer ….")
    PEER = (HTTPStatus.FORBIDDEN, "peer", "Only the configured front proxies may connect here.")
    ROLE = (HTTPStatus.FORBIDDEN, "role", "Your roles do not include this.")
    FOREIGN_ORIGIN = (HTTPStatus.FORBIDDEN, "foreign_origin", "A request that may change something must come from our own pages.")
    NOT_FOUND = (HTTPStatus.NOT_FOUND, "not_found", "There is nothing here.")
    METHOD = (HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "This method is not possible here.")
    TOO_LARGE = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "The request body is over the limit.")
    MEDIA_TYPE = (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type", "Send application/json.")
    WRONG_HOST = (HTTPStatus.MISDIRECTED_REQUEST, "wrong_host", "The Host header does not name this console.")
    TOO_MANY_ATTEMPTS = (HTTPStatus.TOO_MANY_REQUESTS, "too_many_attempts", "Too many wrong tokens; wait and try again.")
    FAULT = (HTTPStatus.INTERNAL_SERVER_ERROR, "fault", "Something failed here; the log says where.")
    UNAVAILABLE = (HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "A part of the gateway does not answer; try again.")
    TOO_MANY_STREAMS = (HTTPStatus.SERVICE_UNAVAILABLE, "too_many_streams", "Too many event streams are open; try again later.")
    OTHER = (HTTPStatus.BAD_REQUEST, "bad_request", "The request cannot be served.")

    def __init__(self, status: HTTPStatus, code: str, detail: str) -> None:
        self.status = status
        self.code = code
        self.detail = detail


def problem_of_status(status: int) -> Problem:
    """The problem behind a status that the framework raised."""
    raised = (Problem.NOT_FOUND, Problem.METHOD, Problem.TOO_LARGE, Problem.MEDIA_TYPE, Problem.INVALID)
    by_status = {problem.status.value: problem for problem in raised}
    return by_status.get(status, Problem.FAULT if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Problem.OTHER)


def wants_page(scope: Scope) -> bool:
    """Whether a person with a browser asks for something that people look at."""
    path = scope["path"]
    machine = path in ANALYZER_PATHS or path in OUTPUTS or path.startswith(MACHINE_PREFIXES)
    return not machine and "text/html" in Headers(scope=scope).get("accept", "")


def problem_answer(scope: Scope, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer in the shape that its reader understands."""
    if wants_page(scope):
        return page(scope, "error.html", problem.status, headers, problem=problem, status=problem.status.value, path="/")
    if scope["path"] in ANALYZER_PATHS:
        return JSONResponse({"error": problem.detail}, problem.status, headers=dict(headers or {}))
    body = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "code": problem.code,
        "detail": problem.detail,
    }
    return JSONResponse(body, problem.status, headers=dict(headers or {}), media_type="application/problem+json")
