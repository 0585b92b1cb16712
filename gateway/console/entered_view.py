"""How a step came that its person did not take themselves, in words. Pure."""

from __future__ import annotations

from allowlist.workflow.entered import Entered
from gateway.console.language import Language
from gateway.console.texts import text


def entered_text(entered: Entered | None, language: Language) -> str:
    """``Zapsáno za tuto osobu: příkazem na serveru, uživatel root; podle listiny č. j. 1/2027``; "" for a step of the person's own."""
    if entered is None:
        return ""
    way = text(language, f"form.entered.{entered.way.value}")
    way = text(language, "form.entered.by", way=way, by=entered.by) if entered.by else way
    paper = text(language, "form.entered.paper", paper=entered.paper) if entered.paper else ""
    return f"{text(language, 'form.entered', way=way)}{paper}"
