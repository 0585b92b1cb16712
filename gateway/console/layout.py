"""A page as it goes out: the reader's language, look and menu around a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse
from starlette.types import Scope

from gateway.console.language import language_of
from gateway.console.navigation import begins, menu
from gateway.console.rendering import render
from gateway.console.theme import theme_of
from gateway.console.visitor import may_open, visitor_of

VARY = "Accept-Language, Cookie"


def page(scope: Scope, template: str, code: int = 200, headers: Mapping[str, str] | None = None, /, **values: Any) -> HTMLResponse:
    """The answer to this request. Every template has ``visitor`` (None for nobody known), ``may(method, path)``, ``menu``, ``language``."""
    return HTMLResponse(document(scope, template, **values), code, headers={"Vary": VARY} | dict(headers or {}))


def document(scope: Scope, template: str, /, **values: Any) -> str:
    """The same without its envelope."""
    visitor = visitor_of(scope)
    shown = {
        "visitor": visitor,
        "signed_in": visitor is not None,
        "may": lambda method, path: may_open(visitor, method, path),
        "menu": menu(visitor),
        "begins": begins(visitor),
        "theme": theme_of(scope),
        "path": scope["path"],
        "csrf": visitor.csrf if visitor is not None else "",
    }
    return render(template, language_of(scope), **(shown | values))
