"""What people send by a form, read with a bound. What they wrote is neither logged nor put into a URL."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

from gateway.console.problems import Problem
from gateway.console.visitor import visitor_of

MAX_FORM = 64 * 1024
"""Bytes: an assessment with six findings of a page each."""
MAX_FIELDS = 200
LONGEST = 4000
"""Characters of one field."""

type Form = Mapping[str, list[str]]
"""Every value of every field, without blanks around it."""


class RefusedForm(Exception):
    """A form that is not read; ``problem`` is the answer."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


async def read_form(request: Request) -> Form:
    """The fields of a urlencoded body. Raises :class:`RefusedForm`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise RefusedForm(Problem.MEDIA_TYPE)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            raise RefusedForm(Problem.TOO_LARGE)
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise RefusedForm(Problem.INVALID) from None
    form = {name: [_plain(value) for value in values] for name, values in fields.items()}
    require_ours(request, one(form, "csrf"))
    if any(len(value) > LONGEST for values in form.values() for value in values):
        raise RefusedForm(Problem.TOO_LARGE)
    return form


def require_ours(request: Request, shown: str) -> None:
    """A browser that says where a form comes from was believed at the door; without that the form shows the session's own field.

    Raises :class:`RefusedForm`.
    """
    visitor = visitor_of(request.scope)
    if visitor is None or not visitor.session or "origin" in request.headers or "sec-fetch-site" in request.headers:
        return
    if not hmac.compare_digest(shown.encode(), visitor.csrf.encode()):
        raise RefusedForm(Problem.FOREIGN_ORIGIN)


def one(form: Form, name: str) -> str:
    """The only value of a field; "" when it is absent."""
    values = form.get(name, [])
    return values[0] if len(values) == 1 else ""


def _plain(value: str) -> str:
    """Without the line ends of browsers, and without what cannot be shown."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable()).strip()
