"""Claude's page: ``POST /api/organizations/{org}/chat_conversations/{conversation}/completion``, ``/retry_completion`` and ``/title``.

Request: ``prompt``, ``attachments[]`` (``file_name``, ``extracted_content``: pasted and converted text stands here), ``files[]`` (ids of
uploads), ``personalized_styles[].prompt``, ``tools``; for a title ``message_content`` and ``recent_titles``. Answers are the events of
the Messages API. Source: descriptions of the page by others (second-hand, they change).
"""

from __future__ import annotations

from typing import Any

from gateway.extract import anthropic_error, page
from gateway.extract.api import WireFormat
from gateway.extract.claude_web_answer import ClaudeAnswer
from gateway.extract.json_api import Dialect, by_name
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, Place, Speaker

_CONVERSATION = r"/api/organizations/[^/]+/chat_conversations/(?P<conversation>[^/]+)"
_NAMES = {
    "prompt": Speaker.USER,
    "attachments": Speaker.USER,
    "files": Speaker.USER,
    "message_content": Speaker.USER,
    "personalized_styles": Speaker.SYSTEM,
    "tools": Speaker.TOOL,
}


def turn(place: Place) -> Turn | None:
    """The question and the pasted texts after it are one text: the provider puts them together."""
    match place:
        case ("prompt",) | ("message_content",) | ("attachments", int(), "extracted_content"):
            return Turn((), (), is_text=True)
        case ("personalized_styles", int(), "prompt"):
            return Turn(place[:1], place[:2], is_text=True)
        case _:
            return None


def said(notice: Notice, language: str) -> Answer:
    """One message of the assistant with one block of text."""
    message: dict[str, Any] = {
        "id": page.prefixed("chatcompl_", notice),
        "type": "message",
        "role": "assistant",
        "model": "",
        "uuid": page.message_id(notice),
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
    }
    found: list[dict[str, Any]] = [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "", "citations": []}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": page.message(notice, language)}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}},
        {"type": "message_stop"},
    ]
    return page.sse(notice, [(event["type"], event) for event in found])


FORMAT: WireFormat = page.Page(
    "claude_web",
    {
        "completion": _CONVERSATION + "/completion",
        "completion.retry": _CONVERSATION + "/retry_completion",
        "title": _CONVERSATION + "/title",
    },
    Dialect(by_name(_NAMES), turn),
    said=said,
    streams=lambda body: ("message_content",) not in body.top,
    refuse=anthropic_error.answer,
    answers=page.streamed(ClaudeAnswer),
)
