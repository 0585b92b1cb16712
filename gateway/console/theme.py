"""Light or dark, if the reader chose; else the system says."""

from __future__ import annotations

from starlette.types import Scope

from gateway.console.language import cookie_of

THEME_COOKIE = "celnice_theme"
THEMES = ("light", "dark")


def theme_of(scope: Scope) -> str:
    """``light``, ``dark``, or "" for what the system says."""
    chosen = cookie_of(scope, THEME_COOKIE)
    return chosen if chosen in THEMES else ""
