"""Perplexity's page: ``POST /rest/sse/perplexity_ask``. The question stands there twice: ``query_str`` and ``params.dsl_query``.

Also ``params.attachments[]`` (addresses of uploads), ``params.mentions``, ``params.last_backend_uuid`` and
``params.frontend_context_uuid``. Source: xtekky/gpt4free and other descriptions of the page (facts only).
"""

from __future__ import annotations

from typing import Any

from gateway.act import refusal, texts
from gateway.extract import page
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, by_name
from gateway.extract.perplexity_web_answer import PerplexityAnswer
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, Place, Speaker

_NAME = "perplexity_web"


def turn(place: Place) -> Turn | None:
    """Each copy of the question is a text of its own."""
    return Turn(place, place, is_text=True) if place in {("query_str",), ("params", "dsl_query")} else None


def said(notice: Notice, language: str) -> Answer:
    """One finished answer without sources."""
    text, own = page.message(notice, language), page.message_id(notice)
    event: dict[str, Any] = {
        "backend_uuid": own,
        "context_uuid": notice.reply_to.get("context_uuid", own),
        "uuid": own,
        "status": "COMPLETED",
        "final": True,
        "final_sse_message": True,
        "text_completed": True,
        "message_mode": "STREAMING",
        "blocks": [
            {
                "intended_usage": "ask_text",
                "markdown_block": {"progress": "DONE", "chunks": [text], "chunk_starting_offset": 0, "answer": text},
            }
        ],
    }
    return page.sse(notice, [("message", event), ("end_of_stream", {})])


def refuse(notice: Notice, language: str) -> Answer:
    """``{"status", "error_code", "detail"}`` with status 403."""
    error = {"status": "failed", "error_code": texts.code(notice.reason), "detail": texts.message(notice, language)}
    return refusal.json_answer(error, ("x-request-id", notice.reference))


FORMAT: WireFormat = page.Page(
    _NAME,
    {"ask": r"/rest/sse/perplexity[_.]ask"},
    Dialect(
        by_name({"query_str": Speaker.USER, "params": Speaker.USER}),
        turn,
        page.named(_NAME, ("params", "frontend_context_uuid"), ("params", "context_uuid"), ("context_uuid",)),
    ),
    said=said,
    refuse=refuse,
    answers=page.streamed(PerplexityAnswer),
    reply_to={"context_uuid": ("params", "frontend_context_uuid")},
)
