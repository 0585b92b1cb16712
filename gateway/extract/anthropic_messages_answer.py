"""Where Anthropic Messages keeps text in its answers.

Streamed: ``content_block_start`` (may begin with text), ``content_block_delta`` with ``text_delta`` or ``input_json_delta``,
``content_block_stop``; ``message_delta`` and ``message_stop`` end everything. Thinking is signed (``signature_delta``) and stays
untouched. Whole: ``content[]`` of a message, and the strings inside ``input`` of a tool call. Source: the API docs, "Streaming".

Keys: ``("block", index, "text")``, ``("block", index, "partial_json")``, and in whole answers ``("block", index, "input", …)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind

_ALL: tuple[StreamKey, ...] = ((),)
_DELTAS = {"text": "text_delta", "partial_json": "input_json_delta"}


class AnthropicMessagesAnswer:
    """The answer shape of Messages."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The text of one event, if it has any."""
        strings = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        index = _index(event)
        match strings.get(("type",)):
            case "content_block_delta":
                for name, kind in _DELTAS.items():
                    if strings.get(("delta", "type")) == kind and ("delta", name) in strings:
                        yield TextLeaf(("block", index, name), ("delta", name), strings["delta", name])
            case "content_block_start":
                if strings.get(("content_block", "type")) == "text" and strings.get(("content_block", "text")):
                    yield TextLeaf(("block", index, "text"), ("content_block", "text"), strings["content_block", "text"])
            case _:
                return

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The block that stops; all when the message ends or fails."""
        match next((leaf.text for leaf in event.leaves if leaf.place == ("type",)), None):
            case "content_block_stop":
                return (("block", _index(event)),)
            case "message_delta" | "message_stop" | "error":
                return _ALL
            case _:
                return ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - these events name no message
        """A ``content_block_delta`` with this text."""
        name = str(key[2])
        delta = {"type": _DELTAS[name], name: text}
        event = {"type": "content_block_delta", "index": key[1], "delta": delta}
        return "content_block_delta", json.dumps(event, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole message."""
        for leaf in answer.leaves:
            match leaf.place:
                case ("content", int(index), "text") if leaf.kind is LeafKind.STRING:
                    yield TextLeaf(("block", index, "text"), leaf.place, leaf.text)
                case ("content", int(index), "input", *_) if leaf.kind is LeafKind.STRING:
                    yield TextLeaf(("block", index, *leaf.place[2:]), leaf.place, leaf.text)
                case _:
                    pass


def _index(event: JsonText) -> int:
    digits = next((leaf.text for leaf in event.leaves if leaf.place == ("index",) and leaf.kind is LeafKind.NUMBER), "0")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
