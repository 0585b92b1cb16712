"""What people send by a form."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request

from gateway.console.forms import LONGEST, MAX_FIELDS, MAX_FORM, Form, RefusedForm, one, read_form
from gateway.console.problems import Problem

URLENCODED = "application/x-www-form-urlencoded"


def read(body: bytes, content_type: str = URLENCODED) -> Form:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", content_type.encode())]}
    return asyncio.run(read_form(Request(scope, receive)))


def test_values_are_trimmed_and_shown_signs_only() -> None:
    """Line ends are one sign, what cannot be shown is left out, every value of a field is kept."""
    form = read(b"a=+x+%0D%0Ay%00%E2%80%AE&b=1&b=2&c=")
    assert form == {"a": ["x \ny"], "b": ["1", "2"], "c": [""]}
    assert (one(form, "a"), one(form, "b"), one(form, "missing")) == ("x \ny", "", "")


@pytest.mark.parametrize(
    ("body", "content_type", "problem", "why"),
    [
        (b"a=1", "application/json", Problem.MEDIA_TYPE, "another type"),
        (b"a=" + b"x" * MAX_FORM, URLENCODED, Problem.TOO_LARGE, "a long body"),
        (b"a=" + b"x" * (LONGEST + 1), URLENCODED, Problem.TOO_LARGE, "a long field"),
        (b"&".join(b"a%d=1" % number for number in range(MAX_FIELDS + 1)), URLENCODED, Problem.INVALID, "many fields"),
        (b"a=\xff", URLENCODED, Problem.INVALID, "no UTF-8"),
    ],
)
def test_what_is_not_read(body: bytes, content_type: str, problem: Problem, why: str) -> None:
    """Limits and types are said with their problem."""
    with pytest.raises(RefusedForm) as caught:
        read(body, content_type)
    assert caught.value.problem is problem, why
