"""Where Ollama keeps text in its answers: lines of JSON, the last with ``"done": true``, or one JSON text.

``message.content`` and ``message.thinking`` of a chat, ``response`` and ``thinking`` of a generation; arguments of tools are objects that
come whole. Source: Ollama's ``docs/api.md``.

Keys: ``("text", …)`` with the place of a running text; ``("whole", …)`` with that of a string in arguments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind

_RUNNING = frozenset({("message", "content"), ("message", "thinking"), ("response",), ("thinking",)})
_ALL: tuple[StreamKey, ...] = ((),)


class OllamaAnswer:
    """The answer shape of chat and generate."""

    def __init__(self) -> None:
        self._events = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The pieces of running text, and the strings of a tool call."""
        self._events += 1
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING:
                if leaf.place in _RUNNING:
                    yield TextLeaf(("text", *leaf.place), leaf.place, leaf.text)
                elif leaf.place[:2] == ("message", "tool_calls") and "arguments" in leaf.place:
                    yield TextLeaf(("whole", self._events, *leaf.place), leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """All with the last line or an error; strings of a tool call with their line."""
        done = any(leaf.place == ("done",) and leaf.text == "true" for leaf in event.leaves)
        return _ALL if done or any(leaf.place == ("error",) for leaf in event.leaves) else (("whole",),)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A line of the same answer with nothing but this text."""
        source: dict[str, Any] = json.loads(like)
        event = {name: value for name, value in source.items() if name in {"model", "created_at"}}
        if key[1] == "message":
            event["message"] = {"role": "assistant", "content": "", str(key[2]): text}
        else:
            event |= {"response": "", str(key[1]): text}
        return None, json.dumps(event | {"done": False}, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of an answer that is not streamed."""
        return self.deltas(answer)
