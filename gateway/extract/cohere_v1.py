"""Cohere's first version: ``POST /v1/chat``, ``/v1/generate``, ``/v1/summarize``.

Request of a chat: ``message``, ``chat_history[]`` (``role`` in capitals, ``message``), ``preamble``, ``documents[]`` of any names,
``tool_results[]``, ``conversation_id``; of a generation ``prompt``; of a summary ``text``. Source: the API reference, "Chat (v1)";
cohere ``raw_base_client.py``.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.extract import short_error
from gateway.extract.api import WireFormat
from gateway.extract.cohere_v1_answer import CohereV1Answer
from gateway.extract.json_api import Dialect, JsonApi
from gateway.extract.json_format import JsonBody
from gateway.extract.named import conversation_key
from gateway.extract.place import INSIDE, merged, name
from gateway.extract.turns import Turn
from gateway.model import Conversation, Place, Speaker

_ROLES = {"SYSTEM": Speaker.SYSTEM, "USER": Speaker.USER, "CHATBOT": Speaker.ASSISTANT, "TOOL": Speaker.TOOL}
_NAMES = dict.fromkeys(("message", "documents", "prompt", "text"), Speaker.USER) | {
    "preamble": Speaker.SYSTEM,
    "tools": Speaker.TOOL,
    "tool_results": Speaker.TOOL,
}


def _speaker(body: JsonBody) -> Callable[[Place], Speaker]:
    def found(place: Place) -> Speaker:
        plain = merged(place)
        if len(plain) > 1 and plain[0] == "chat_history":
            return _ROLES.get((body.string(*plain[:2], "role") or "").upper(), Speaker.USER)
        return _NAMES.get(str(plain[0]), Speaker.METADATA) if plain else Speaker.METADATA

    return found


def _turn(place: Place) -> Turn | None:
    if INSIDE in place:
        return None
    if len(place) == 1 and place[0] in {"preamble", "message", "prompt", "text"}:
        return Turn((), place, is_text=True)
    return Turn((), place[:2], is_text=name(place) == "message") if place[0] == "chat_history" and len(place) > 2 else None


def _conversation(body: JsonBody) -> Conversation | None:
    named = body.string("conversation_id")
    return Conversation(conversation_key("cohere_v1", named)) if named else None


FORMAT: WireFormat = JsonApi(
    "cohere_v1",
    {"chat": "/v1/chat", "generate": "/v1/generate", "summarize": "/v1/summarize"},
    Dialect(_speaker, _turn, _conversation, salt=("cohere_v1",)),
    shape=CohereV1Answer,
    refuse=short_error.message,
)
