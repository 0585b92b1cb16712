"""OpenAI Realtime: JSON events over the WebSocket ``/v1/realtime``, and at the vendors who speak it under paths of their own.

Events of the client: ``conversation.item.create`` (``item.content[]`` with ``text``, ``image_url``, ``audio``; ``arguments`` and ``output``
of functions), ``session.update`` (``session.instructions``, ``tools``), ``response.create`` (``response.instructions``, ``input[]`` of
items), ``input_audio_buffer.append`` (``audio`` in base64). Sound is opaque: it comes in pieces of raw samples, and no piece holds a
sentence. Refusal: an ``error`` event; the session goes on, as it does after the provider's own. Source: the API reference, "Realtime",
and openai-python ``types/realtime``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from gateway.act import texts
from gateway.extract import joins, json_format, running
from gateway.extract.api import Body, LeafTransform, SocketAnswer, SocketFormat, SocketMessage
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.openai_realtime_answer import RealtimeAnswer
from gateway.extract.place import INSIDE, merged, name
from gateway.extract.turns import Turn, Turns
from gateway.model import Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, Speaker

_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT}
_TYPES = {"function_call": Speaker.ASSISTANT, "function_call_output": Speaker.TOOL}
_NAMES = {"instructions": Speaker.SYSTEM, "tools": Speaker.TOOL}
_SETTINGS = frozenset(
    {"type", "event_id", "id", "previous_item_id", "object", "status", "role", "call_id", "model", "voice", "detail", "rate"},
)
_TEXTS = frozenset({"text", "transcript"})


class OpenAIRealtime:
    """The messages of one connection."""

    name = "openai_realtime"

    def segments(self, message: SocketMessage) -> Extracted:
        """Every leaf of one event of the client. Raises OpaqueBody: UNKNOWN_SHAPE (binary, or no event), MEDIA (sound)."""
        body = _read(message)
        if any(leaf.kind is LeafKind.STRING and leaf.text and _is_sound(leaf.place) for _, leaf in body.leaves):
            raise OpaqueBody(OpaqueReason.MEDIA)

        def speaker(place: Place) -> Speaker:
            return _speaker(body, place)

        segments = body.segments(speaker)
        runs = Turns(body, _turn, speaker).runs(segments)
        together = runs + joins.lines(body, skip=_no_line)
        return Extracted(segments, together, files=body.files, running=running.texts(segments, _SETTINGS))

    def conversation(self, message: SocketMessage) -> Conversation:  # noqa: ARG002 - a connection is the conversation
        """None: no event names one."""
        return Conversation(None)

    def rebuild(self, message: SocketMessage, changes: Mapping[Place, str]) -> SocketMessage:
        """The event with these leaves changed and every other byte as it was."""
        return SocketMessage(_read(message).rebuild(changes))

    def block_answer(self, notice: Notice, language: str) -> tuple[SocketMessage, ...]:
        """``{"type": "error", "event_id", "error": {"type", "code", "message", "param", "event_id"}}``."""
        error = {
            "type": "policy_violation",
            "code": texts.code(notice.reason),
            "message": texts.message(notice, language),
            "param": None,
            "event_id": None,
        }
        event = {"type": "error", "event_id": f"event_{notice.reference}", "error": error}
        return (SocketMessage(json.dumps(event, ensure_ascii=False).encode("utf-8")),)

    def answer(self, transform: LeafTransform) -> SocketAnswer:
        """The answer side of one connection."""
        return RealtimeAnswer(transform)


def _read(message: SocketMessage) -> JsonBody:
    if not message.is_text:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    body = json_format.read(Body(message.content, "application/json"))
    if body.containers.get(()) is not True or body.string("type") is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return body


def _is_sound(place: Place) -> bool:
    """Whether sound in base64 stands here: in the buffer's event, or in a part of an item."""
    if INSIDE in place or (name(place) or "").lower() != "audio":
        return False
    place = merged(place)
    return len(place) == 1 or _item(place) is not None


def _item(place: Place) -> Place | None:
    """The item (of an event, or in the input of a response) whose content a place belongs to."""
    place = merged(place)
    match place:
        case ("item", *_):
            return place[:1]
        case ("response", "input", int(), *_):
            return place[:3]
        case _:
            return None


def _turn(place: Place) -> Turn | None:
    item = _item(place)
    if item is None:
        return None
    rest = place[len(item) :]
    is_text = len(rest) == 3 and rest[0] == "content" and rest[2] in _TEXTS
    return Turn(item[:2], item, is_text)


def _speaker(body: JsonBody, place: Place) -> Speaker:
    item = _item(place)
    if item is not None:
        kind = body.string(*item, "type") or ""
        return _TYPES.get(kind) or _ROLES.get(body.string(*item, "role") or "", Speaker.USER)
    if place[:1] in {("session",), ("response",)} and len(place) > 1:
        return _NAMES.get(str(place[1]), Speaker.METADATA)
    return Speaker.METADATA


def _no_line(place: Place) -> bool:
    turn = _turn(merged(place)) if INSIDE not in place else None
    return INSIDE not in place and (name(place) in _SETTINGS or (turn is not None and turn.is_text))


SOCKET: SocketFormat = OpenAIRealtime()
