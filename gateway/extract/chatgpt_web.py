"""ChatGPT's page: ``POST /backend-api/f/conversation`` (logged out ``/backend-anon/…``), and ``…/prepare``, which carries a part of the
question while it is still being typed.

Request: ``messages[]`` (``author.role``, ``content.parts[]`` with strings and pointers to uploaded files, ``metadata.attachments[]`` with
their names), ``conversation_id``, ``parent_message_id``; ``partial_query`` in ``prepare``. Sources: xtekky/gpt4free and other
descriptions of the page (second-hand, they change).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway.act import refusal, texts
from gateway.extract import page
from gateway.extract.api import WireFormat
from gateway.extract.chatgpt_web_answer import ChatGPTAnswer
from gateway.extract.json_api import Dialect
from gateway.extract.json_format import JsonBody
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, OpaqueBody, OpaqueReason, Place, Speaker

_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}
_QUERY = "partial_query"


def turn(place: Place) -> Turn | None:
    """The parts of one message, or of the question that is being typed, are one text."""
    match place:
        case ("messages", int(), "content", *rest):
            return Turn(("messages",), place[:2], is_text=(rest[:1] == ["parts"] and len(rest) == 2) or rest[-1:] == ["text"])
        case ("partial_query", "content", "parts", *rest):
            return Turn(place[:1], place[:1], is_text=len(rest) == 1 or rest[-1:] == ["text"])
        case _:
            return None


def speaker(body: JsonBody) -> Callable[[Place], Speaker]:
    """By the author's role of each message; what stands beside the messages is the page's."""

    def whose(place: Place) -> Speaker:
        if place[:1] == (_QUERY,):
            return Speaker.USER
        if place[:1] == ("messages",) and len(place) > 1:
            return _ROLES.get(body.string(*place[:2], "author", "role") or "user", Speaker.USER)
        return Speaker.METADATA

    return whose


def check(body: JsonBody) -> None:
    """Messages are a list. Raises OpaqueBody(UNKNOWN_SHAPE)."""
    if body.containers.get(("messages",)) is True or ("messages",) in body.top:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


def said(notice: Notice, language: str) -> Answer:
    """One finished message of the assistant, in the delta encoding."""
    message: dict[str, Any] = {
        "id": page.message_id(notice),
        "author": {"role": "assistant", "name": None, "metadata": {}},
        "create_time": None,
        "update_time": None,
        "content": {"content_type": "text", "parts": [page.message(notice, language)]},
        "status": "finished_successfully",
        "end_turn": True,
        "weight": 1.0,
        "metadata": {"celnice": texts.code(notice.reason)},
        "recipient": "all",
        "channel": "final",
    }
    return page.sse(
        notice,
        [
            ("delta_encoding", '"v1"'),
            ("delta", {"p": "", "o": "add", "v": {"message": message, **notice.reply_to, "error": None}, "c": 0}),
            (None, {"type": "message_stream_complete", **notice.reply_to}),
            (None, "[DONE]"),
        ],
    )


def refuse(notice: Notice, language: str) -> Answer:
    """``{"detail": {"message", "code"}}`` with status 403, which the page shows."""
    detail = {"message": texts.message(notice, language), "code": texts.code(notice.reason)}
    return refusal.json_answer({"detail": detail}, ("x-request-id", notice.reference))


FORMAT: WireFormat = page.Page(
    "chatgpt_web",
    {
        "conversation": r"/backend-(?:api|anon)/(?:f/)?conversation",
        "conversation.prepare": r"/backend-(?:api|anon)/f/conversation/prepare",
    },
    Dialect(speaker, turn, page.named("chatgpt_web", ("conversation_id",)), check=check),
    said=said,
    streams=lambda body: (_QUERY,) not in body.containers,
    refuse=refuse,
    answers=page.streamed(ChatGPTAnswer),
    reply_to={"conversation_id": ("conversation_id",)},
)
