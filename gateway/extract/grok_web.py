"""Grok's page: ``POST /rest/app-chat/conversations/new`` and ``/rest/app-chat/conversations/{id}/responses``.

Request: ``message``, ``fileAttachments[]`` and ``imageAttachments[]`` (ids of uploads), ``customInstructions``, ``customPersonality``.
Answers are lines of JSON that call themselves JSON. Source: xtekky/gpt4free and other descriptions of the page (facts only).
"""

from __future__ import annotations

from typing import Any

from gateway.act import refusal, texts
from gateway.extract import page
from gateway.extract.answer_lines import LinesAnswer
from gateway.extract.api import WireFormat
from gateway.extract.grok_web_answer import GrokAnswer
from gateway.extract.json_api import Dialect, by_name
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, Place, Speaker

_NAME = "grok_web"
_DENIED = 7
"""PERMISSION_DENIED of google.rpc.Code, which the page's errors use."""

_NAMES = {"message": Speaker.USER, "customInstructions": Speaker.SYSTEM, "customPersonality": Speaker.SYSTEM}


def turn(place: Place) -> Turn | None:
    """Each text stands alone."""
    return Turn(place, place, is_text=True) if len(place) == 1 and place[0] in _NAMES else None


def said(notice: Notice, language: str) -> Answer:
    """One answer, as a new conversation and as a further question hold it: the page reads its own."""
    text = page.message(notice, language)
    own = page.message_id(notice)
    token: dict[str, Any] = {"token": text, "isThinking": False, "isSoftStop": False, "messageTag": "final", "responseId": own}
    model = {"responseId": own, "message": text, "sender": "ASSISTANT", "partial": False}
    lines = ({"result": {**one, "response": one}} for one in (token, {"modelResponse": model, "responseId": own}))
    return page.answered(notice, "application/json", "".join(page.as_json(line) + "\n" for line in lines))


def refuse(notice: Notice, language: str) -> Answer:
    """``{"error": {"code", "message", "details"}}`` with status 403."""
    error = {"code": _DENIED, "message": texts.message(notice, language), "details": []}
    return refusal.json_answer({"error": error}, ("x-request-id", notice.reference))


FORMAT: WireFormat = page.Page(
    _NAME,
    {
        "conversation": r"/rest/app-chat/conversations/new",
        "responses": r"/rest/app-chat/conversations/(?P<conversation>[^/]+)/responses",
    },
    Dialect(by_name(_NAMES), turn),
    said=said,
    refuse=refuse,
    answers=lambda _, transform: LinesAnswer(GrokAnswer(), transform),
)
