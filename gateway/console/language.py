"""Czech first; English for a browser that prefers it. The same rule as for refusals (:mod:`gateway.act.language`)."""

from __future__ import annotations

from typing import Final, Literal

from starlette.datastructures import Headers
from starlette.types import Scope

from gateway.act.language import language
from gateway.model import RequestHead

type Language = Literal["cs", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("cs", "en")


def language_of(scope: Scope) -> Language:
    """The language for the ``Accept-Language`` of a request."""
    accepted = tuple(("accept-language", value) for value in Headers(scope=scope).getlist("accept-language"))
    head = RequestHead(scheme="", host="", port=0, method="", path="", headers=accepted)
    return "en" if language(head) == "en" else "cs"
