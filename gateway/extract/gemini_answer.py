"""Where Gemini keeps text in its answers.

``candidates[].content.parts[].text`` of each ``GenerateContentResponse``; a candidate ends with the one that has its ``finishReason``.
Streamed with ``alt=sse`` as events, without it as one JSON array that grows. Thoughts (``thought: true``) stay untouched, and so do
thought signatures; strings in ``functionCall.args``, code and its output come whole. Predictions of Vertex: every string.
Source: the API reference, "GenerateContentResponse" and "Streaming".

Keys: ``("candidate", index, "text")``, ``("part", n, *place)`` for what comes whole in the n-th response, ``("prediction", *place)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.extract import answer, content_type
from gateway.extract.answer_array import ArrayAnswer
from gateway.extract.answer_shape import AnswerShape, TextLeaf
from gateway.extract.api import AnswerStream, LeafTransform, StreamKey
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.model import OpaqueBody, Place

_WHOLE = frozenset({("executableCode", "code"), ("codeExecutionResult", "output"), ("executable_code", "code")})


class GeminiAnswer:
    """The answer shape. Of one answer: it counts the responses."""

    def __init__(self) -> None:
        self._responses = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The texts of one response of a stream."""
        return _texts(event, self._responses)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """Candidates that have a ``finishReason``, and whatever came whole; all when the event is an error."""
        self._responses += 1
        if any(leaf.place[:1] == ("error",) for leaf in event.leaves):
            return ((),)
        by_place = {leaf.place: leaf for leaf in event.leaves}
        finished = (
            ("candidate", _index(by_place, leaf.place[:2]))
            for leaf in event.leaves
            if leaf.kind is LeafKind.STRING and len(leaf.place) == 3 and leaf.place[0] == "candidates" and leaf.place[2] == "finishReason"
        )
        return (*finished, ("part", self._responses), ("prediction",))

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A response with nothing but this text."""
        made: dict[str, Any] = {name: value for name, value in json.loads(like).items() if name in {"modelVersion", "responseId"}}
        made = {"candidates": [{"content": {"parts": [{"text": text}], "role": "model"}, "index": key[1]}], **made}
        return None, json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole response."""
        return _texts(answer, 0)


def open_stream(value: str, transform: LeafTransform, shape: AnswerShape) -> AnswerStream:
    """As :func:`gateway.extract.answer.open_stream`, and JSON that may be an array of responses."""
    try:
        kind = content_type.parse(value)
        content_type.require_utf8(kind)
    except OpaqueBody:
        return answer.PassThrough()
    return ArrayAnswer(shape, transform) if kind.media == "application/json" else answer.open_stream(value, transform, shape)


def _texts(read: JsonText, response: int) -> Iterator[TextLeaf]:
    by_place = {leaf.place: leaf for leaf in read.leaves}
    for leaf in read.leaves:
        if leaf.kind is LeafKind.STRING and (key := _key(by_place, leaf.place, response)):
            yield TextLeaf(key, leaf.place, leaf.text)


def _key(by_place: dict[Place, Leaf], place: Place, response: int) -> StreamKey:
    """The stream of a string; empty for none."""
    match place:
        case ("candidates", int(), "content", "parts", int(), *rest):
            thought = by_place.get((*place[:5], "thought"))
            if thought is not None and thought.text == "true":
                return ()
            if rest == ["text"]:
                return ("candidate", _index(by_place, place[:2]), "text")
            if rest[:2] in (["functionCall", "args"], ["function_call", "args"]) or tuple(rest) in _WHOLE:
                return ("part", response, *place)
            return ()
        case ("predictions", *_):
            return ("prediction", response, *place)
        case _:
            return ()


def _index(by_place: dict[Place, Leaf], place: Place) -> int:
    """The ``index`` a candidate names; its place in the list where it names none."""
    leaf = by_place.get((*place, "index"))
    if leaf is not None and leaf.kind is LeafKind.NUMBER and leaf.text.isdecimal() and len(leaf.text) < 10:
        return int(leaf.text)
    position = place[-1]
    return position if isinstance(position, int) else 0
