"""Ollama's own chat: ``POST /api/chat`` on a server of the office. It speaks OpenAI's dialect under ``/v1``, too.

Request: ``messages[]`` (``role``, ``content``, ``thinking``, ``images[]`` in bare base64, ``tool_calls[].function.arguments`` as object),
``tools[]``, ``format``, ``options``. The API has no conversation id. Source: Ollama's ``docs/api.md``; ollama-python ``_types.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.extract import chat, json_format, short_error
from gateway.extract.answer import open_stream
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.ollama_answer import OllamaAnswer
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead, Speaker

_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}


class OllamaChat:
    """The format of chat."""

    name = "ollama_chat"

    def operation(self, head: RequestHead) -> str | None:
        """``chat`` or None."""
        return "chat" if head.method == "POST" and head.path == "/api/chat" else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, with its joins, files and conversation."""
        read = _read(body)
        return read.extracted(read.conversation((self.name,)))

    def conversation(self, body: Body) -> Conversation:
        """From how the history begins."""
        return _read(body).conversation((self.name,))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return json_format.read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - a 403 is the same for both
        """``{"error", "code"}`` with status 403."""
        return short_error.error(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return open_stream(content_type, transform, OllamaAnswer())


def _read(body: Body) -> chat.Chat:
    return chat.read(json_format.read(body), _ROLES, {"tools": Speaker.TOOL})


FORMAT: WireFormat = OllamaChat()
