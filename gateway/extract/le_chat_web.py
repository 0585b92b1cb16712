"""Le Chat's page: tRPC ``POST /api/trpc/message.newChat?batch=1`` with ``{"0": {"json": {"content": [{"type": "text", "text"}], …}}}``,
then ``POST /api/chat`` with ``{chatId, mode, messageInput, messageFiles, …}`` (``messageInput`` a string or parts).

Answers of ``/api/chat`` are lines (:mod:`le_chat_web_answer`), those of tRPC JSON. Source: descriptions of the page by others
(second-hand, they change).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gateway.extract import content_type as types
from gateway.extract import json_format, page, trpc
from gateway.extract.answer import open_stream
from gateway.extract.answer_lines import LinesAnswer
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_api import Dialect
from gateway.extract.json_format import JsonBody
from gateway.extract.le_chat_web_answer import LeChatAnswer
from gateway.extract.turns import Turn
from gateway.model import Answer, Extracted, Notice, OpaqueBody, Place, Speaker

_NAME = "le_chat_web"
_INPUTS = frozenset({"messageInput", "content"})


def turn(place: Place) -> Turn | None:
    """The parts of one message are one text; so are those of each procedure of a batch."""
    if "json" in place[:2]:
        place = place[place.index("json") + 1 :]
        owner: Place = ("json",)
    else:
        owner = ()
    if place[:1] and place[0] in _INPUTS and (len(place) == 1 or place[-1] == "text"):
        return Turn(owner, owner, is_text=True)
    return None


def speaker(_: JsonBody) -> Callable[[Place], Speaker]:
    """What was typed is the user's."""
    return lambda place: Speaker.USER if _INPUTS.intersection(str(part) for part in place[:3]) else Speaker.METADATA


def said(notice: Notice, language: str) -> Answer:
    """One message of the assistant, in patches."""
    chunks = [{"type": "text", "text": page.message(notice, language)}]
    patches = [
        {"op": "replace", "path": "/contentChunks", "value": chunks},
        {"op": "replace", "path": "/generationStatus", "value": "success"},
    ]
    message = {"type": "message", "messageId": page.message_id(notice), "messageVersion": 0, "patches": patches}
    return page.answered(notice, "text/plain; charset=utf-8", f"15:{page.as_json({'json': message})}\n8:null\n")


def answers(content_type: str, transform: LeafTransform) -> AnswerStream:
    """Lines, whatever they call themselves, but for JSON."""
    try:
        media = types.parse(content_type).media
    except OpaqueBody:
        media = ""
    shape = LeChatAnswer()
    return open_stream(content_type, transform, shape) if media == "application/json" else LinesAnswer(shape, transform)


def refuse(notice: Notice, language: str) -> Answer:
    """An error for each procedure of the batch: a client waits for all of them."""
    return trpc.refused(notice, language, count=int(notice.reply_to.get("count", "1")))


class LeChat(page.Page):
    """The format of the page: :class:`~gateway.extract.page.Page` that counts the procedures of a batch."""

    def segments(self, body: Body) -> Extracted:
        """Every leaf, its joins and files."""
        count = len(trpc.inputs(json_format.read(body)))
        return replace(super().segments(body), reply_to=(("count", str(count)),) if count else ())


FORMAT: WireFormat = LeChat(
    _NAME,
    {"chat": r"/api/chat", "trpc": r"/api/trpc/[A-Za-z0-9.,]+"},
    Dialect(speaker, turn, page.named(_NAME, ("chatId",), ("0", "json", "chatId"))),
    said=said,
    streams=lambda body: ("messageInput",) in body.containers or ("messageInput",) in body.top or ("mode",) in body.top,
    refuse=refuse,
    answers=answers,
)
