"""OpenAI Chat Completions: ``POST /v1/chat/completions``, and every host that speaks it under a prefix of its own; Mistral's agents, too.

Request: ``messages[]`` (``role``, ``content`` as string or parts, ``tool_calls[].function.arguments`` as JSON in a string, ``name``,
``refusal``), ``tools[]``, ``functions[]``, ``prediction.content``, ``metadata``, ``user``. Refusal: HTTP 403 with the envelope that
the SDK raises as ``PermissionDeniedError``; ``x-should-retry: false`` keeps it from asking again. Source: the API reference, "Chat",
and openai-python ``_base_client.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.extract import chat, json_format, openai_error
from gateway.extract.answer import open_stream
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.openai_chat_answer import OpenAIChatAnswer
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead, Speaker

_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/(?:chat|agents)/completions")

_ROLES = {
    "system": Speaker.SYSTEM,
    "developer": Speaker.SYSTEM,
    "user": Speaker.USER,
    "assistant": Speaker.ASSISTANT,
    "tool": Speaker.TOOL,
    "function": Speaker.TOOL,
}
_NAMES = {"tools": Speaker.TOOL, "functions": Speaker.TOOL, "prediction": Speaker.ASSISTANT}


class OpenAIChat:
    """The format of Chat Completions."""

    name = "openai_chat"

    def operation(self, head: RequestHead) -> str | None:
        """``chat.completions`` or None."""
        return "chat.completions" if head.method == "POST" and _PATH.fullmatch(head.path) else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, with its joins, conversation and whether a stream is wanted."""
        read = _read(body)
        return read.extracted(_conversation(read))

    def conversation(self, body: Body) -> Conversation:
        """From how the history begins; the API has no conversation id. ``metadata.conversation_id`` and ``user`` tell two apart."""
        return _conversation(_read(body))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return json_format.read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - a 403 is the same for both
        """``{"error": {"message", "type", "param", "code"}}`` with status 403."""
        return openai_error.answer(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return open_stream(content_type, transform, OpenAIChatAnswer())


def _read(body: Body) -> chat.Chat:
    return chat.read(json_format.read(body), _ROLES, _NAMES)


def _conversation(read: chat.Chat) -> Conversation:
    salt = ("openai_chat", read.body.string("metadata", "conversation_id"), read.body.string("user"))
    return read.conversation(salt)


FORMAT: WireFormat = OpenAIChat()
