"""Gemini, as the Gemini API and Vertex AI speak it: ``POST …/models/{model}:generateContent`` and its sisters; one body shape for all.

Request: ``contents[]`` (``role``, ``parts[].text | inlineData | fileData | functionCall.args | functionResponse.response``),
``systemInstruction``, ``tools[]``, ``cachedContent``; ``content`` and ``requests[].content`` of embeddings,
``generateContentRequest`` of countTokens, ``batch.inputConfig.requests`` of batches, ``instances[]`` of Vertex predictions,
``cachedContents``. Names in camelCase or snake_case.
Source: the API reference of both, google-genai ``models.py``, ``caches.py``, ``batches.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from gateway.extract import blobs, google_status, joins, json_format
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.gemini_answer import GeminiAnswer, open_stream
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE, merged, name
from gateway.extract.turns import Turn, Turns
from gateway.model import Answer, Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker

METHODS = (
    "generateContent", "streamGenerateContent", "countTokens", "computeTokens", "embedContent", "batchEmbedContents", "predict",
    "predictLongRunning", "batchGenerateContent", "asyncBatchEmbedContent",
)  # fmt: skip

_VERSION = r"/v1(?:alpha|beta[0-9]?)?(?:/[A-Za-z0-9._~@-]+)*"
_METHOD = re.compile(rf"{_VERSION}/[A-Za-z0-9._~@-]+:({'|'.join(METHODS)})")
_CACHE = re.compile(rf"{_VERSION}/cachedContents")

_HOLDERS = frozenset({"contents", "turns", "content", "systemInstruction", "system_instruction"})
_SYSTEM = frozenset({"systemInstruction", "system_instruction"})
_AROUND = frozenset(
    {
        "generateContentRequest", "generate_content_request", "requests", "request", "batch", "inputConfig", "input_config", "setup",
        "clientContent", "client_content",
    }
)  # fmt: skip
"""Names that may stand around contents."""

_INSTANCE_TEXTS = frozenset({"content", "prompt", "text", "context", "author"})
_LIVE_INPUT = frozenset({"realtimeInput", "realtime_input"})
_FUNCTION = frozenset({"functionResponse", "function_response", "toolResponse", "tool_response", "tools"})
_FIELD, _PART = 2, 3
"""Where in a place a content's own name stands, below ``contents`` and a number, and where a part's number."""
_PLAIN_PARTS = frozenset(
    {
        "text", "thought", "thoughtSignature", "thought_signature", "functionCall", "function_call", "functionResponse",
        "function_response",
    }
)  # fmt: skip
_CARRIERS = frozenset({"inlineData", "inline_data", "fileData", "file_data"})
_ROLES = {"user": Speaker.USER, "model": Speaker.ASSISTANT, "function": Speaker.TOOL, "tool": Speaker.TOOL, "system": Speaker.SYSTEM}

NOT_LINES = frozenset({"role", "model", "mimeType", "mime_type", "fileUri", "file_uri", "thoughtSignature", "thought_signature", "id"})
"""Protocol words: scanned as every leaf is, but they are no context for a neighbour."""


class Gemini:
    """The format of Gemini's methods."""

    name = "gemini"

    def operation(self, head: RequestHead) -> str | None:
        """``models.`` and the method, ``cachedContents``, or None."""
        if head.method != "POST":
            return None
        method = _METHOD.fullmatch(head.path)
        if method is not None:
            return f"models.{method[1]}"
        return "cachedContents" if _CACHE.fullmatch(head.path) else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, the blobs in it as files, the runs of its contents. Whether a stream is wanted, the path says."""
        return replace(extracted(_read(body), "contents"), streaming=body.path.endswith(":streamGenerateContent"))

    def conversation(self, body: Body) -> Conversation:
        """From how the contents begin; the API has no conversation id. ``cachedContent`` tells two apart."""
        return conversation(_read(body))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return _read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - a 403 is the same for both
        """``google.rpc.Status`` with status 403."""
        return google_status.answer(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response: server-sent events, an array that grows, or one object."""
        return open_stream(content_type, transform, GeminiAnswer())


def extracted(body: JsonBody, history: str = "") -> Extracted:
    """What a body with Gemini's contents holds. ``history``: the name of the list that each request sends whole."""
    turns = _turns(body)
    segments = body.segments(turns.speaker)
    lines = joins.lines(body, skip=_no_line)
    middle = turns.middle(history) if history and _is_plain(body) else None
    return Extracted(segments, turns.runs(segments) + lines, _told(turns), files=body.files, middle=middle)


def conversation(body: JsonBody) -> Conversation:
    """The conversation such a body belongs to."""
    return _told(_turns(body))


def _turns(body: JsonBody) -> Turns:
    return Turns(body, turn, speakers(body))


def _told(turns: Turns) -> Conversation:
    return turns.conversation(("gemini", turns.body.string("cachedContent") or turns.body.string("cached_content")))


def turn(place: Place) -> Turn | None:
    """The turn of a place: one of the contents, an instruction, an instance of a prediction."""
    for at, part in enumerate(place):
        if part in _HOLDERS:
            end = at + 2 if _is_index(place[at + 1 : at + 2]) else at + 1
            return Turn(place[:at], place[:end], _is_text(place[end:]))
        if part == "instances" and _is_index(place[at + 1 : at + 2]):
            return Turn(place[: at + 2], place[: at + 2], INSIDE not in place and name(place) in _INSTANCE_TEXTS)
        if part in _LIVE_INPUT:
            return Turn(place[:at], place[: at + 1], place[at + 1 :] == ("text",))
        if isinstance(part, str) and part not in _AROUND:
            return None
    return None


def speakers(body: JsonBody) -> Callable[[Place], Speaker]:
    """Whose words stand at a place of this body."""
    roles = {leaf.place[:-1]: leaf.text for _, leaf in body.leaves if leaf.kind is LeafKind.STRING and leaf.place[-1:] == ("role",)}

    def speaker(place: Place) -> Speaker:
        if not _FUNCTION.isdisjoint(place):
            return Speaker.TOOL
        if not _SYSTEM.isdisjoint(place):
            return Speaker.SYSTEM
        found = turn(merged(place))
        return Speaker.METADATA if found is None else _ROLES.get(roles.get(found.place, "user"), Speaker.USER)

    return speaker


def _read(body: Body) -> JsonBody:
    read = json_format.read(body)
    if read.containers.get(()) is not True:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return blobs.opened(read)


def _is_plain(body: JsonBody) -> bool:
    """Whether the contents are words, calls of functions and what these return, so that a history of them may be known again."""
    for _, (place, _, _, _) in body.leaves:
        if place[0] != "contents" or len(place) <= _FIELD or place[_FIELD] == "role":
            continue
        if place[_FIELD] != "parts" or not all(isinstance(part, int) for part in place[_PART : _PART + 1]):
            return False
        if not _PLAIN_PARTS.issuperset(place[_PART + 1 : _PART + 2]) or not _CARRIERS.isdisjoint(place):
            return False
    return True


def _is_index(part: Place) -> bool:
    return bool(part) and isinstance(part[0], int) and part[0] >= 0


def _is_text(rest: Place) -> bool:
    return not rest or (rest[0] == "parts" and rest[-1] == "text" and len(rest) <= 3)


def _no_line(place: Place) -> bool:
    found = turn(merged(place))
    return INSIDE not in place and (name(place) in NOT_LINES or (found is not None and found.is_text))


FORMAT: WireFormat = Gemini()
