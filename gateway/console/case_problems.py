"""A step that may not be taken, as an answer: the machine's own reason and words, which repeat nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

STATUS: Mapping[str, HTTPStatus] = {
    "case": HTTPStatus.NOT_FOUND,
    "request": HTTPStatus.NOT_FOUND,
    "number": HTTPStatus.CONFLICT,  # somebody else was faster
    "action": HTTPStatus.CONFLICT,  # not in this state
    "set": HTTPStatus.CONFLICT,  # recorded already
    "time": HTTPStatus.CONFLICT,  # the clock of this machine went back
    "part": HTTPStatus.FORBIDDEN,
}
"""By the reason of the error; every other one is something that the body lacks or has wrong."""


def refusal(reason: str, message: str, version: int | None = None) -> JSONResponse:
    """``application/problem+json``. ``version`` is the one that whoever acts has to read now."""
    status = STATUS.get(reason, HTTPStatus.UNPROCESSABLE_ENTITY)
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "code": reason, "detail": message}
    if version is not None:
        body["version"] = version
    return JSONResponse(body, status, media_type="application/problem+json")
