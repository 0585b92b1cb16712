"""Cohere Chat, second version: ``POST /v2/chat``.

Request: ``messages[]`` (``role``, ``content`` as string or blocks, ``tool_plan``, ``tool_calls[].function.arguments``), ``documents[]`` (a
string, or ``data`` of any names), ``tools[]``. The API has no conversation id. Source: the API reference, "Chat (v2)"; cohere
``v2/client.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.extract import chat, json_format, short_error
from gateway.extract.answer import open_stream
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.cohere_chat_answer import CohereChatAnswer
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead, Speaker

_PATH = re.compile("/v2/chat")
_ROLES = {"system": Speaker.SYSTEM, "developer": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}
_NAMES = {"documents": Speaker.USER, "tools": Speaker.TOOL}


class CohereChat:
    """The format of Chat."""

    name = "cohere_chat"

    def operation(self, head: RequestHead) -> str | None:
        """``chat`` or None."""
        return "chat" if head.method == "POST" and _PATH.fullmatch(head.path) else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, with its joins, conversation and whether a stream is wanted."""
        read = _read(body)
        return read.extracted(read.conversation((self.name,)))

    def conversation(self, body: Body) -> Conversation:
        """From how the history begins."""
        return _read(body).conversation((self.name,))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return json_format.read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - a 403 is the same for both
        """``{"message", "id"}`` with status 403."""
        return short_error.message(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return open_stream(content_type, transform, CohereChatAnswer())


def _read(body: Body) -> chat.Chat:
    return chat.read(json_format.read(body), _ROLES, _NAMES)


FORMAT: WireFormat = CohereChat()
