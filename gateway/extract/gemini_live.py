"""Gemini's live API: JSON messages over a WebSocket, at ``…GenerativeService.BidiGenerateContent`` and Vertex AI's ``LlmBidiService``.

Client: ``setup`` (``systemInstruction``, ``tools``), ``clientContent.turns[]``, ``realtimeInput`` (``text``; ``audio``, ``video`` and
``mediaChunks[]`` in base64; sound is opaque), ``toolResponse.functionResponses[]``. Server: ``serverContent``
(``modelTurn.parts[].text``, transcriptions, ``generationComplete``, ``turnComplete``, ``interrupted``),
``toolCall.functionCalls[].args``. Messages are text or binary, JSON in both.
Source: the API reference, "Live API – WebSockets", and google-genai ``live.py``.

Keys of the answer: ``("turn", n, "text" | "inputTranscription" | "outputTranscription")``, ``("call", n, *place)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gateway.act import texts
from gateway.extract import blobs, gemini, json_format, json_text, running
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import Body, LeafTransform, SocketAnswer, SocketFormat, SocketMessage, StreamKey
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place

REASON = "PROHIBITED_INPUT_CONTENT"
"""Of the API's ``TurnCompleteReason``."""

_LIVE_INPUT = frozenset({"realtimeInput", "realtime_input"})
_TRANSCRIPTIONS = frozenset({"inputTranscription", "outputTranscription"})
_ENDS = frozenset({"generationComplete", "turnComplete", "interrupted"})


class GeminiLive:
    """The messages of one connection."""

    name = "gemini_live"

    def segments(self, message: SocketMessage) -> Extracted:
        """Every leaf of one message of the client; sound and pictures among its files."""
        found = gemini.extracted(_read(message))
        return replace(found, running=running.texts(found.segments, gemini.NOT_LINES))

    def conversation(self, message: SocketMessage) -> Conversation:  # noqa: ARG002 - a connection is the conversation
        """None: no message names one."""
        return Conversation(None)

    def rebuild(self, message: SocketMessage, changes: Mapping[Place, str]) -> SocketMessage:
        """The message with these leaves changed and every other byte as it was."""
        return SocketMessage(_read(message).rebuild(changes), message.is_text)

    def block_answer(self, notice: Notice, language: str) -> tuple[SocketMessage, ...]:
        """A turn of the model that says why, and its end with the reason that programs know: the API has no message for errors."""
        turn = {"modelTurn": {"role": "model", "parts": [{"text": texts.message(notice, language)}]}}
        end = {"turnComplete": True, "turnCompleteReason": REASON}
        return tuple(_message({"serverContent": content}) for content in (turn, {"generationComplete": True}, end))

    def answer(self, transform: LeafTransform) -> SocketAnswer:
        """The answer side of one connection."""
        return GeminiLiveAnswer(transform)


class GeminiLiveAnswer:
    """The server's messages of one connection. What the transform holds back goes into the message that ends its turn."""

    def __init__(self, transform: LeafTransform) -> None:
        self._transform = transform
        self._turn = 0
        self._open: set[StreamKey] = set()
        self._messages = 0

    def feed(self, message: SocketMessage) -> tuple[SocketMessage, ...]:
        """One message, changed or not; what cannot be read passes as it is."""
        try:
            read = json_text.read_bytes(message.content)
        except OpaqueBody:
            return (message,)
        self._messages += 1
        ends = any(
            leaf.place[:1] == ("serverContent",) and leaf.place[1:] and leaf.place[1] in _ENDS and leaf.text == "true"
            for leaf in read.leaves
        )
        leaves = list(self._leaves(read))
        final = {leaf.key: at for at, leaf in enumerate(leaves)}
        changes: dict[Place, str] = {}
        for at, leaf in enumerate(leaves):
            last = final[leaf.key] == at and (ends or leaf.key[0] == "call")
            self._open.discard(leaf.key) if last else self._open.add(leaf.key)
            new = self._transform(leaf.key, leaf.text, last)
            if new != leaf.text:
                changes[leaf.place] = new
        content = read.rewrite(changes).encode("utf-8") if changes else message.content
        held = self._end() if ends else {}
        return (SocketMessage(_with(content, held) if held else content, message.is_text),)

    def close(self) -> tuple[SocketMessage, ...]:
        """What was held back of a turn that nothing ended, as one more message of it."""
        held = self._end()
        return (SocketMessage(_with(b'{"serverContent": {}}', held), is_text=False),) if held else ()

    def _leaves(self, read: JsonText) -> Iterator[TextLeaf]:
        literals = {leaf.place for leaf in read.leaves if leaf.kind is LeafKind.LITERAL and leaf.text == "true"}
        for leaf in read.leaves:
            if leaf.kind is not LeafKind.STRING:
                continue
            match leaf.place:
                case ("serverContent", "modelTurn", "parts", int(), "text") if (*leaf.place[:4], "thought") not in literals:
                    yield TextLeaf(("turn", self._turn, "text"), leaf.place, leaf.text)
                case ("serverContent", str(name), "text") if name in _TRANSCRIPTIONS:
                    yield TextLeaf(("turn", self._turn, name), leaf.place, leaf.text)
                case ("toolCall", "functionCalls", int(), "args", *_):
                    yield TextLeaf(("call", self._messages, *leaf.place), leaf.place, leaf.text)
                case _:
                    pass

    def _end(self) -> dict[str, str]:
        """What was held back of this turn, by its name."""
        held = {str(key[2]): text for key in sorted(self._open, key=str) if (text := self._transform(key, "", True))}
        self._open.clear()
        self._turn += 1
        return held


def _with(content: bytes, held: Mapping[str, str]) -> bytes:
    """The message that ends a turn with the texts that were held back."""
    message: dict[str, Any] = json.loads(content)
    server: dict[str, Any] = message["serverContent"]
    for name, text in held.items():
        if name == "text":
            server.setdefault("modelTurn", {"role": "model"}).setdefault("parts", []).append({"text": text})
        else:
            transcription = server.setdefault(name, {"text": ""})
            transcription["text"] = transcription.get("text", "") + text
    return json.dumps(message, ensure_ascii=False).encode("utf-8")


def _message(value: dict[str, Any]) -> SocketMessage:
    return SocketMessage(json.dumps(value, ensure_ascii=False).encode("utf-8"), is_text=False)  # as the provider sends its own


def _read(message: SocketMessage) -> JsonBody:
    read = json_format.read(Body(message.content, "application/json"))
    if read.containers.get(()) is not True:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    opened = blobs.opened(read)
    for file in opened.files:
        if file.place[0] in _LIVE_INPUT and not file.media.startswith("image/"):
            raise OpaqueBody(OpaqueReason.MEDIA)  # raw samples: no piece holds a sentence, and some would pass for text
    return opened


SOCKET: SocketFormat = GeminiLive()
