"""Anthropic Messages: ``POST /v1/messages`` and ``/v1/messages/count_tokens``, which takes the same body.

Request: ``system`` (string or text blocks), ``messages[]`` (``role``, ``content`` as string or blocks: text, tool_use with ``input``,
tool_result, document, image), ``tools[]``, ``metadata.user_id``. Refusal: HTTP 403 with the envelope that the SDK raises as
``PermissionDeniedError``; ``x-should-retry: false`` keeps it from asking again. Source: the API docs, "Messages" and "Errors".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.extract import anthropic_error, chat, json_format
from gateway.extract.answer import open_stream
from gateway.extract.anthropic_messages_answer import AnthropicMessagesAnswer
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead, Speaker

_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/v1/messages(/count_tokens)?")

_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT}
_NAMES = {"system": Speaker.SYSTEM, "tools": Speaker.TOOL}


class AnthropicMessages:
    """The format of Messages."""

    name = "anthropic_messages"

    def operation(self, head: RequestHead) -> str | None:
        """``messages``, ``messages.count_tokens`` or None."""
        path = _PATH.fullmatch(head.path) if head.method == "POST" else None
        if path is None:
            return None
        return "messages.count_tokens" if path[1] else "messages"

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, with its joins, conversation and whether a stream is wanted. Tool results are the tool's words."""
        read = _read(body)
        return read.extracted(_conversation(read))

    def conversation(self, body: Body) -> Conversation:
        """From how the history begins; the API has no conversation id. ``metadata.user_id`` tells two apart."""
        return _conversation(_read(body))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return json_format.read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - a 403 is the same for both
        """``{"type": "error", "error": {"type", "message"}, "request_id"}`` with status 403."""
        return anthropic_error.answer(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return open_stream(content_type, transform, AnthropicMessagesAnswer())


def _read(body: Body) -> chat.Chat:
    return chat.read(json_format.read(body), _ROLES, _NAMES, tool_result="tool_result")


def _conversation(read: chat.Chat) -> Conversation:
    salt = ("anthropic_messages", read.body.string("metadata", "user_id"))
    return read.conversation(salt)


FORMAT: WireFormat = AnthropicMessages()
