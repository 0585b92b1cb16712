"""Czech first; English for a browser that prefers it. The same rule as for refusals (:mod:`gateway.act.language`)."""

from __future__ import annotations

from typing import Final, Literal

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from gateway.act.language import language
from gateway.model import RequestHead

type Language = Literal["cs", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("cs", "en")


LANGUAGE_COOKIE = "celnice_language"
"""What the reader chose on a page; it stands before what the browser prefers."""


def cookie_of(scope: Scope, name: str) -> str:
    """The value of a cookie; "" without one."""
    return next((cookie_parser(value).get(name, "") for value in Headers(scope=scope).getlist("cookie")), "")


def language_of(scope: Scope) -> Language:
    """The language that the reader chose, else the one for the ``Accept-Language`` of a request."""
    chosen = cookie_of(scope, LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return "en" if chosen == "en" else "cs"
    accepted = tuple(("accept-language", value) for value in Headers(scope=scope).getlist("accept-language"))
    head = RequestHead(scheme="", host="", port=0, method="", path="", headers=accepted)
    return "en" if language(head) == "en" else "cs"
