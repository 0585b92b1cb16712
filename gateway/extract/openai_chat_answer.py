"""Where OpenAI Chat Completions, the older Completions and the hosts that speak either keep text in their answers.

Streamed: ``choices[].delta`` of ``chat.completion.chunk``, one stream per choice and field, and per tool call; a choice ends with the
chunk that has its ``finish_reason``. Whole: ``choices[].message`` of ``chat.completion``. Completions have ``choices[].text`` in both.
Mistral's content may be a list of parts; DeepSeek, xAI and vLLM show reasoning in ``reasoning_content``, OpenRouter and Groq in
``reasoning`` (its signed form, ``reasoning_details``, stays as it is). Source: the API reference, "Chat"; mistralai ``models``.

Keys: ``("choice", index, "content" | "refusal" | "transcript" | "text" | …)``, ``("choice", index, "tool", tool index, "arguments")``,
``("choice", index, "function", "arguments")`` (the older form); in whole answers a part of a list has its number behind ``content``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.model import Place


class OpenAIChatAnswer:
    """The answer shape of Chat Completions."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The pieces of text of one chunk."""
        return _texts(event, "delta")

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The choices that have a ``finish_reason``; all when the event is an error."""
        by_place = {leaf.place: leaf for leaf in event.leaves}
        if any(leaf.place[:1] == ("error",) for leaf in event.leaves):
            return ((),)
        return tuple(
            ("choice", _index(by_place, leaf.place[:2]))
            for leaf in event.leaves
            if leaf.kind is LeafKind.STRING and len(leaf.place) == 3 and leaf.place[0] == "choices" and leaf.place[2] == "finish_reason"
        )

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A chunk of the same completion with nothing but this text."""
        chunk: dict[str, Any] = {name: value for name, value in json.loads(like).items() if name not in {"choices", "usage"}}
        said = {"text": text} if key[2:] == ("text",) else {"delta": _delta(key, text)}
        chunk["choices"] = [{"index": key[1], **said, "finish_reason": None}]
        return None, json.dumps(chunk, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole completion."""
        return _texts(answer, "message")


def _texts(read: JsonText, holder: str) -> Iterator[TextLeaf]:
    by_place = {leaf.place: leaf for leaf in read.leaves}
    for leaf in read.leaves:
        place = leaf.place
        if leaf.kind is LeafKind.STRING and len(place) > 2 and place[0] == "choices" and place[2] in {holder, "text"}:
            name = _name(by_place, place)
            if name:
                if holder == "message" and place[2] == holder and isinstance(place[-2], int):
                    name = (*name, *(part for part in place if isinstance(part, int)))
                yield TextLeaf(("choice", _index(by_place, place[:2]), *name), place, leaf.text)


def _name(by_place: dict[Place, Leaf], place: Place) -> StreamKey:
    """Which text of the choice stands at this place; empty for none."""
    match place[3:]:
        case ():
            return ("text",)
        case ("content" | "refusal" | "reasoning_content" | "reasoning" as name,):
            return (name,)
        case ("content", int(), "text"):
            return ("content",)
        case ("content", int(), "thinking", int(), "text"):
            return ("thinking",)
        case ("audio", "transcript"):
            return ("transcript",)
        case ("function_call", "arguments"):
            return ("function", "arguments")
        case ("tool_calls", int(), "function", "arguments"):
            return ("tool", _index(by_place, place[:5]), "arguments")
        case _:
            return ()


def _index(by_place: dict[Place, Leaf], place: Place) -> int:
    """The ``index`` an element names; its place in the list where it names none."""
    leaf = by_place.get((*place, "index"))
    if leaf is not None and leaf.kind is LeafKind.NUMBER and leaf.text.isdecimal() and len(leaf.text) < 10:
        return int(leaf.text)
    position = place[-1]
    return position if isinstance(position, int) else 0


def _delta(key: StreamKey, text: str) -> dict[str, Any]:
    match key[2:]:
        case ("tool", int(tool), "arguments"):
            return {"tool_calls": [{"index": tool, "function": {"arguments": text}}]}
        case ("function", "arguments"):
            return {"function_call": {"arguments": text}}
        case ("transcript",):
            return {"audio": {"transcript": text}}
        case ("thinking",):
            return {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": text}]}]}
        case (str(name),):
            return {name: text}
        case _:
            return {}
