"""Where Mistral Conversations keeps text in its answers.

Streamed: ``message.output.delta`` with ``content`` (a string, or one part with ``text``), ``function.call.delta`` with ``arguments``, each
with its ``output_index``; ``conversation.response.done`` or ``.error`` ends everything. Whole: ``outputs[]`` with ``content`` (a string or
parts) and ``arguments``. Source: mistralai ``models/messageoutputevent.py``, ``functioncallevent.py``, ``conversationresponse.py``.

Keys: ``("output", output index, content index, "text" | "arguments")``; whole: ``("output", …)`` with the place inside ``outputs``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_TEXTS = frozenset({"content", "text", "arguments"})
_DELTAS: Mapping[str, tuple[str, tuple[Place, ...]]] = {
    "message.output.delta": ("text", (("content",), ("content", "text"))),
    "function.call.delta": ("arguments", (("arguments",),)),
}


class MistralConversationsAnswer:
    """The answer shape of Conversations."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The piece of text of one event, if it has any."""
        fields = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind in {LeafKind.STRING, LeafKind.NUMBER}}
        name, places = _DELTAS.get(fields.get(("type",), ""), ("", ()))
        key = ("output", _number(fields.get(("output_index",))), _number(fields.get(("content_index",))), name)
        for place in places:
            if place in fields:
                yield TextLeaf(key, place, fields[place])

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """All with the response or an error; the outputs before one when that begins."""
        kind = next((leaf.text for leaf in event.leaves if leaf.place == ("type",)), "")
        return _ALL if kind.startswith("conversation.response.") and not kind.endswith("started") else ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A delta of the same output."""
        event: dict[str, Any] = json.loads(like)
        if key[3] == "arguments" or not isinstance(event.get("content"), dict):
            event["arguments" if key[3] == "arguments" else "content"] = text
        else:
            event["content"] |= {"text": text}
        return event["type"], json.dumps(event, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole response."""
        for leaf in answer.leaves:
            if leaf.kind is LeafKind.STRING and leaf.place[:1] == ("outputs",) and leaf.place[-1] in _TEXTS:
                yield TextLeaf(("output", *leaf.place[1:]), leaf.place, leaf.text)


def _number(digits: str | None) -> int:
    return int(digits) if digits is not None and digits.isdecimal() and len(digits) < 10 else 0
