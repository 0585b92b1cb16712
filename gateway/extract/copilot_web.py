"""Microsoft Copilot's page: JSON messages over ``wss://copilot.microsoft.com/c/api/chat``.

Client: ``{"event": "send", "conversationId", "content": [{"type": "text", "text"}, {"type": "image", "url"}, {"type": "document",
"attachmentId"}], "mode"}``, ``setOptions``, ``challengeResponse``, ``ping``. Server: ``startMessage``, ``appendText.text``,
``replaceText.text``, ``partCompleted``, ``titleUpdate.title``, ``suggestedFollowups``, ``done``, ``error``. A refusal is an answer of the
assistant. Source: xtekky/gpt4free Copilot.py and other descriptions of the page (facts only).

Keys of the answer: ``("message", n, part)``, ``("thought", n)``, ``("whole", n)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gateway.extract import json_format, json_text, page, running
from gateway.extract.answer_events import EventTexts
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.answer_socket import fed, made
from gateway.extract.api import Body, LeafTransform, SocketAnswer, SocketFormat, SocketMessage, StreamKey
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.turns import Turn
from gateway.model import Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, Speaker

_NAME = "copilot_web"
_TEXT, _DATA = "text", ("text",)
_NO_TEXTS = frozenset({"type", "id", "attachmentId", "partId"})
_RUNNING = {"appendText": "message", "chainOfThought": "thought"}
_ENDS = frozenset({"partCompleted", "done", "error"})


def turn(place: Place) -> Turn | None:
    """The texts of one message are one text."""
    return Turn((), (), is_text=True) if place[:1] == ("content",) and place[-1:] == (_TEXT,) else None


class Copilot:
    """The messages of one connection."""

    name = _NAME

    def __init__(self) -> None:
        self._api = JsonApi(_NAME, {}, Dialect(by_name({"content": Speaker.USER}), turn, page.named(_NAME, ("conversationId",))))

    def segments(self, message: SocketMessage) -> Extracted:
        """Every leaf of one message. Raises OpaqueBody(MEDIA) for binary ones: they are sound."""
        read = _read(message)
        found = self._api.extracted(read)
        said = running.texts(found.segments, _NO_TEXTS)
        return replace(found, reply_to=page.reply_to(read, {"conversationId": ("conversationId",)}), running=said)

    def conversation(self, message: SocketMessage) -> Conversation:
        """The one the message names."""
        return self._api.extracted(_read(message)).conversation

    def rebuild(self, message: SocketMessage, changes: Mapping[Place, str]) -> SocketMessage:
        """The message with these leaves changed and every other byte as it was."""
        return SocketMessage(_read(message).rebuild(changes), message.is_text)

    def block_answer(self, notice: Notice, language: str) -> tuple[SocketMessage, ...]:
        """A whole answer of the assistant."""
        own = {**notice.reply_to, "messageId": page.message_id(notice)}
        part = {**own, "partId": "0"}
        return tuple(
            _message(event)
            for event in (
                {"event": "startMessage", **own},
                {"event": "appendText", **part, "text": page.message(notice, language)},
                {"event": "partCompleted", **part},
                {"event": "done", **own},
            )
        )

    def answer(self, transform: LeafTransform) -> SocketAnswer:
        """The answer side of one connection."""
        return CopilotAnswer(transform)


class CopilotShape:
    """Where the server's messages keep text."""

    def __init__(self) -> None:
        self._turn = 0
        self._whole = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The text of one message, if it has any: running, or whole."""
        strings = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        kind = strings.get(("event",), "")
        if kind in _RUNNING:
            if _DATA in strings:
                yield TextLeaf((_RUNNING[kind], self._turn, strings.get(("partId",), "")), _DATA, strings[_DATA])
            return
        for place, text in strings.items():
            if place[-1:] in {_DATA, ("title",)} or "suggestions" in place:
                self._whole += 1
                yield TextLeaf(("whole", self._whole), place, text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """Running texts with their part or their message; whole ones at once."""
        kind = next((leaf.text for leaf in event.leaves if leaf.place == ("event",)), "")
        if kind not in _ENDS:
            return (("whole",),)
        ended: tuple[StreamKey, ...] = (("message", self._turn), ("thought", self._turn), ("whole",))
        self._turn += 1
        return ended

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - the latest message names it
        """A message like the latest of this text, with nothing but this text."""
        return None, json_text.read(like).rewrite({_DATA: text})

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same as for a message."""
        return self.deltas(answer)


class CopilotAnswer:
    """The server's messages of one connection. What was held back comes out in a message of its own, before the one that ends its text."""

    def __init__(self, transform: LeafTransform) -> None:
        self._texts = EventTexts(CopilotShape(), transform)

    def feed(self, message: SocketMessage) -> tuple[SocketMessage, ...]:
        """One message, changed or not; what cannot be read passes as it is."""
        return fed(self._texts, message)

    def close(self) -> tuple[SocketMessage, ...]:
        """What was held back of texts that nothing ended."""
        return made(self._texts.end())


def _message(value: dict[str, Any]) -> SocketMessage:
    return SocketMessage(page.as_json(value).encode("utf-8"))


def _read(message: SocketMessage) -> JsonBody:
    if not message.is_text:
        raise OpaqueBody(OpaqueReason.MEDIA)
    return json_format.read(Body(message.content, "application/json"))


SOCKET: SocketFormat = Copilot()
