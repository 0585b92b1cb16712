"""Where OpenAI Responses keeps text in its answers.

Streamed: events of many types, each with ``type`` in its data. ``….delta`` has a piece of one running text; ``….done``,
``response.content_part.done``, ``response.output_item.done`` and at last ``response.completed`` (``incomplete``, ``failed``) repeat it
whole. Whole: ``output[]`` of a response, ``data[]`` of a list of items. ``encrypted_content`` is signed and stays; what else echoes the
request stays, too. Source: the API reference, "Streaming events"; openai-python ``types/responses``.

Keys: ``("output", output index, index inside it, "text" | "refusal" | "arguments" | …)`` for running text; ``("whole", event type, …)``
for text that an event repeats; ``("output", …)`` with the place inside ``output`` in an answer that is not streamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_RUNNING: Mapping[str, tuple[str, str]] = {
    "response.output_text": ("content_index", "text"),
    "response.refusal": ("content_index", "refusal"),
    "response.reasoning_text": ("content_index", "text"),
    "response.reasoning_summary_text": ("summary_index", "text"),
    "response.function_call_arguments": ("", "arguments"),
    "response.mcp_call_arguments": ("", "arguments"),
    "response.custom_tool_call_input": ("", "input"),
    "response.code_interpreter_call_code": ("", "code"),
    "response.shell_call_command": ("command_index", "command"),
    "response.audio.transcript": ("", "transcript"),
}
"""Running texts: the beginning of their events' types → the field that tells several in one item apart, and the field of the whole."""

_PARTS = frozenset({"response.content_part.done", "response.reasoning_summary_part.done"})
_ITEM = "response.output_item.done"
_LAST = frozenset({"response.completed", "response.incomplete", "response.failed"})
_TEXTS = frozenset({"text", "refusal", "arguments", "input", "code", "transcript", "command", "output", "logs"})


class OpenAIResponsesAnswer:
    """The answer shape of Responses."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The piece of text of a ``delta``; the whole texts that other events repeat."""
        strings = {leaf.place: leaf for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        kind = strings[("type",)].text if ("type",) in strings else ""
        base, _, step = kind.rpartition(".")
        if base in _RUNNING:
            field = "delta" if step == "delta" else _RUNNING[base][1]
            if (field,) in strings:
                key = _key(event, base)
                yield TextLeaf(key if step == "delta" else ("whole", kind, *key[1:]), (field,), strings[field,].text)
        elif kind in _PARTS:
            yield from _whole(strings, ("part",), ("whole", kind, _index(event, "output_index"), _inner(event)))
        elif kind == _ITEM:
            yield from _whole(strings, ("item",), ("whole", kind, _index(event, "output_index")))
        elif kind in _LAST:
            yield from _whole(strings, ("response", "output"), ("whole", kind))

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The text whose ``done`` this is, and what the event itself repeats; all at the end or with an error."""
        kind = next((leaf.text for leaf in event.leaves if leaf.place == ("type",)), "")
        base, _, step = kind.rpartition(".")
        if kind in _LAST or kind == "error":
            return _ALL
        if kind == _ITEM:
            return (("output", _index(event, "output_index")), ("whole",))
        if kind in _PARTS:
            return (("whole",),)
        return (_key(event, base), ("whole",)) if base in _RUNNING and step == "done" else ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - the event names its stream
        """A ``delta`` of the same text."""
        event: dict[str, Any] = json.loads(like)
        event.pop("obfuscation", None)
        event |= {"delta": text} | ({"logprobs": []} if "logprobs" in event else {})
        return event["type"], json.dumps(event, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole response, or of the items that a conversation was given."""
        strings = {leaf.place: leaf for leaf in answer.leaves if leaf.kind is LeafKind.STRING}
        yield from _whole(strings, ("output",), ("output",))
        yield from _whole(strings, ("data",), ("data",))


def _whole(strings: Mapping[Place, Leaf], under: Place, key: StreamKey) -> Iterator[TextLeaf]:
    for place, leaf in strings.items():
        if place[: len(under)] == under and place[-1] in _TEXTS and leaf.text:
            yield TextLeaf((*key, *place[len(under) :]), place, leaf.text)


def _key(event: JsonText, base: str) -> StreamKey:
    inner, field = _RUNNING[base]
    return ("output", _index(event, "output_index"), base.removeprefix("response."), _index(event, inner) if inner else 0, field)


def _inner(event: JsonText) -> int:
    return max(_index(event, "content_index"), _index(event, "summary_index"))


def _index(event: JsonText, field: str) -> int:
    digits = next((leaf.text for leaf in event.leaves if leaf.place == (field,) and leaf.kind is LeafKind.NUMBER), "0")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
