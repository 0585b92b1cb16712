"""The answer side of a JSON chat format, by content type.

``text/event-stream`` is read event by event, lines of JSON line by line, ``application/json`` whole, anything else passes as it is. What
cannot be parsed passes unchanged, too: an answer is never broken for the sake of restoring.
"""

from __future__ import annotations

from gateway.extract import content_type
from gateway.extract.answer_json import JsonAnswer
from gateway.extract.answer_lines import LinesAnswer
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.answer_sse import SseAnswer
from gateway.extract.api import AnswerStream, LeafTransform
from gateway.model import OpaqueBody

LINES = frozenset({"application/x-ndjson", "application/jsonl", "application/stream+json"})
"""Media types of lines of JSON: Ollama's, the one in use elsewhere, Cohere's first version."""


class PassThrough:
    """An answer that is not read."""

    def feed(self, data: bytes) -> bytes:
        """The same bytes."""
        return data

    def close(self) -> bytes:
        """Nothing: nothing was held back."""
        return b""


def open_stream(value: str, transform: LeafTransform, shape: AnswerShape) -> AnswerStream:
    """The reader of one answer with this Content-Type."""
    try:
        kind = content_type.parse(value)
        content_type.require_utf8(kind)
    except OpaqueBody:
        return PassThrough()
    if kind.media == "text/event-stream":
        return SseAnswer(shape, transform)
    if kind.media == "application/json":
        return JsonAnswer(shape, transform)
    if kind.media in LINES:
        return LinesAnswer(shape, transform)
    return PassThrough()
