"""Microsoft 365 Copilot: SignalR records (:mod:`signalr`) over ``wss://substrate.office.com/m365Copilot/Chathub/{user}@{tenant}``.

The handshake comes first; a question is ``{"type": 4, "target": "chat", "arguments": [{"message": {"text", …}, …}]}``; ``Metrics``
and typing signals are invocations of type 1. The access token stands in the address of the connection. A refusal is an answer of the
assistant and the end of the call; clients number the calls of a connection from "0" and make one connection for each question.
Sources: microsoft/PyRIT websocket_copilot_target.py, other descriptions of the page (facts only).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.act import texts
from gateway.extract import joins, page, signalr
from gateway.extract.api import LeafTransform, SocketAnswer, SocketFormat, SocketMessage
from gateway.extract.m365_copilot_answer import TEXTS, M365Answer
from gateway.extract.named import conversation_key
from gateway.extract.pieces import Pieces
from gateway.extract.place import INSIDE, name
from gateway.model import Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, SegmentKind, Speaker

_FIRST_CALL = "0"
_MESSAGE: Place = ("arguments", 0, "message")
_ITEM: Place = ("item",)


class M365Copilot:
    """The messages of one connection."""

    name = "m365_copilot"

    def segments(self, message: SocketMessage) -> Extracted:
        """Every leaf of the records of one message. Raises OpaqueBody(UNKNOWN_SHAPE) for MessagePack or a record that is cut off."""
        read = _read(message)
        calls = [page.reply_to(piece.json, {"invocationId": (*piece.place, "invocationId")}) for piece in read.pieces if piece.json]
        call = next((found for found in calls if found), ())
        segments, lines = read.segments(_speaker)
        said = tuple(at for at, segment in enumerate(segments) if segment.kind is SegmentKind.TEXT and _is_said(segment.place))
        together = lines + joins.runs(segments, [said])
        return Extracted(segments, together, self.conversation(message), files=read.files, reply_to=call, running=said)

    def conversation(self, message: SocketMessage) -> Conversation:
        """The one a question names; a connection's address names it, too, but no message has that."""
        for piece in _read(message).pieces:
            if piece.json is not None and (found := piece.json.string(*piece.place, "arguments", 0, "conversationId")):
                return Conversation(conversation_key(self.name, found))
        return Conversation(None)

    def rebuild(self, message: SocketMessage, changes: Mapping[Place, str]) -> SocketMessage:
        """The message with these leaves changed and every other byte as it was."""
        return SocketMessage(_read(message).rebuild(changes), message.is_text)

    def block_answer(self, notice: Notice, language: str) -> tuple[SocketMessage, ...]:
        """An answer of the assistant, the result of the turn, and the end of the call."""
        bot: dict[str, Any] = {
            "author": "bot",
            "messageId": page.message_id(notice),
            "messageType": "Chat",
            "contentOrigin": texts.code(notice.reason),
            "text": page.message(notice, language),
        }
        call = notice.reply_to.get("invocationId", _FIRST_CALL)
        item = {"messages": [bot], "result": {"value": "Success", "message": bot["text"]}}
        records: tuple[dict[str, Any], ...] = (
            {"type": signalr.INVOCATION, "target": "update", "arguments": [{"messages": [bot]}]},
            {"type": signalr.ITEM, "invocationId": call, "item": item},
            {"type": signalr.COMPLETION, "invocationId": call},
        )
        return tuple(SocketMessage(signalr.record(record).encode("utf-8")) for record in records)

    def answer(self, transform: LeafTransform) -> SocketAnswer:
        """The answer side of one connection."""
        return M365Answer(transform)


def _speaker(place: Place) -> Speaker:
    """What stands in a question's ``message`` is the user's, and what a client sends into a stream (type 2)."""
    return Speaker.USER if place[2:5] == _MESSAGE or place[2:3] == _ITEM else Speaker.METADATA


def _is_said(place: Place) -> bool:
    """Whether running text stands there: in a question, in an item of a stream, or as an argument of its own."""
    if INSIDE in place:
        return False
    question = place[2:5] == _MESSAGE and name(place) in TEXTS
    return question or place[2:3] == _ITEM or (place[2:3] == ("arguments",) and len(place) == 4)


def _read(message: SocketMessage) -> Pieces:
    if not message.is_text:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return signalr.read(message.content)


SOCKET: SocketFormat = M365Copilot()
