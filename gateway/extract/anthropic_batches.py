"""Anthropic Message Batches: ``POST /v1/messages/batches``, many requests of Messages in one body.

``requests[]``: ``custom_id`` and ``params``, the body of a Messages request. Each request is a dialogue of its own. Its results are
fetched later with a GET that has no body. Source: the API docs, "Message Batches".
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.extract import anthropic_error
from gateway.extract.api import WireFormat
from gateway.extract.chat import TEXT_NAMES
from gateway.extract.json_api import Dialect, JsonApi
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE, name
from gateway.extract.turns import Turn
from gateway.model import OpaqueBody, OpaqueReason, Place, Speaker

_ROLES = {"system": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT}
_NAMES = {"system": Speaker.SYSTEM, "tools": Speaker.TOOL}


def turn(place: Place) -> Turn | None:
    """A message of one request, or its system text."""
    match place:
        case ("requests", int(), "params", "messages", int(), "content", *rest):
            return Turn(place[:2], place[:5], _is_text(tuple(rest)))
        case ("requests", int(), "params", "system", *rest):
            return Turn(place[:2], place[:4], _is_text(tuple(rest)))
        case _:
            return None


def speakers(body: JsonBody) -> Callable[[Place], Speaker]:
    """By the role of the message; what stands in a result of a tool is the tool's."""
    strings = [leaf for _, leaf in body.leaves if leaf.kind is LeafKind.STRING]
    roles = {leaf.place[:5]: leaf.text for leaf in strings if leaf.place[3:4] == ("messages",) and leaf.place[5:] == ("role",)}
    results = {leaf.place[:7] for leaf in strings if leaf.place[7:] == ("type",) and leaf.text == "tool_result"}

    def speaker(place: Place) -> Speaker:
        if place[:7] in results:
            return Speaker.TOOL
        if place[3:4] == ("messages",):
            return _ROLES.get(roles.get(place[:5], "user"), Speaker.USER)
        return _NAMES.get(str(place[3]), Speaker.METADATA) if len(place) > 3 else Speaker.METADATA

    return speaker


def _check(body: JsonBody) -> None:
    if body.containers.get(("requests",)) is not False:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


def _is_text(rest: Place) -> bool:
    return INSIDE not in rest and (len(rest) <= 1 or name(rest) in TEXT_NAMES)


FORMAT: WireFormat = JsonApi(
    "anthropic_batches",
    {"messages.batches": "/v1/messages/batches"},
    Dialect(speakers, turn, check=_check),
    refuse=anthropic_error.answer,
)
