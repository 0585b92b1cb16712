"""Duck.ai's page: ``POST /duckchat/v1/chat`` with ``model`` and ``messages[]`` (``role``, ``content`` as string or parts).

The history is sent each time, so a conversation is told by how it began. Answers: ``{"role", "message", "action": "success", …}`` in
server-sent events, ended by ``[DONE]``. Source: published descriptions of the interface (second-hand, they change).

Key of the answer: ``("message",)``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from gateway.act import refusal, texts
from gateway.extract import page
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey, WireFormat
from gateway.extract.json_api import Dialect
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, OpaqueBody, OpaqueReason, Place, Speaker

_NAME = "duck_ai_web"
_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}
_KEY: StreamKey = ("message",)


def turn(place: Place) -> Turn | None:
    """One turn for each message; its content is its text."""
    match place:
        case ("messages", int(), "content", *rest):
            return Turn(place[:1], place[:2], is_text=not rest or rest[-1] == "text")
        case ("messages", int(), *_):
            return Turn(place[:1], place[:2], is_text=False)
        case _:
            return None


def speaker(body: JsonBody) -> Callable[[Place], Speaker]:
    """By the role of each message."""

    def whose(place: Place) -> Speaker:
        if place[:1] != ("messages",):
            return Speaker.METADATA
        return _ROLES.get(body.string(*place[:2], "role") or "user", Speaker.USER)

    return whose


def check(body: JsonBody) -> None:
    """There is a list of messages. Raises OpaqueBody(UNKNOWN_SHAPE)."""
    if body.containers.get(("messages",)) is not False:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


class DuckAnswer:
    """The answer shape of Duck.ai."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The text of one event, if it has any."""
        for leaf in event.leaves:
            if leaf.place == _KEY and leaf.kind is LeafKind.STRING:
                yield TextLeaf(_KEY, leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """All with an error; otherwise ``[DONE]`` ends the answer."""
        return ((),) if any(leaf.place == ("action",) and leaf.text == "error" for leaf in event.leaves) else ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - there is one key
        """An event like the latest, with this text."""
        event: dict[str, Any] = {**json.loads(like), "message": text}
        return None, page.as_json(event)

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same as for an event."""
        return self.deltas(answer)


def said(notice: Notice, language: str) -> Answer:
    """One message of the assistant."""
    event = {
        "action": "success",
        "created": 0,
        "id": page.message_id(notice),
        "model": "",
        "role": "assistant",
        "message": page.message(notice, language),
    }
    return page.sse(notice, [(None, event), (None, "[DONE]")])


def refuse(notice: Notice, language: str) -> Answer:
    """``{"action": "error", "status", "type"}`` with status 403."""
    code = f"ERR_{texts.code(notice.reason).upper()}"
    error = {"action": "error", "status": refusal.REFUSED, "type": code, "message": texts.message(notice, language)}
    return refusal.json_answer(error, ("x-request-id", notice.reference))


FORMAT: WireFormat = page.Page(
    _NAME,
    {"chat": r"/duckchat/v1/chat"},
    Dialect(speaker, turn, salt=(_NAME,), check=check),
    said=said,
    refuse=refuse,
    answers=page.streamed(DuckAnswer),
)
