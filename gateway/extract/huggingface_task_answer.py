"""Where Hugging Face's tasks keep text in their answers.

Whole: an object or a list of them, with the text under the name of the task. Streamed (text generation): events with ``token.text``; the
last repeats everything in ``generated_text``. Source: huggingface_hub ``inference/_generated/types``.

Keys: ``("token",)`` for the running text, ``("whole", …)`` with the place for what stands whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.place import name

_NAMES = frozenset({"generated_text", "summary_text", "translation_text", "answer", "sequence", "text", "word"})
_TOKEN = ("token", "text")


class HuggingFaceTaskAnswer:
    """The answer shape of tasks."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The token of one event, and the whole text of the last one."""
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING and leaf.place == _TOKEN:
                yield TextLeaf(("token",), leaf.place, leaf.text)
            elif leaf.kind is LeafKind.STRING and leaf.place == ("generated_text",):
                yield TextLeaf(("whole", "generated_text"), leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """All with the whole text or an error."""
        last = any(leaf.place in {("generated_text",), ("error",)} and leaf.kind is LeafKind.STRING for leaf in event.leaves)
        return ((),) if last else ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - there is one running text
        """A token of our own."""
        event: dict[str, Any] = json.loads(like)
        event["token"] = {**event.get("token", {}), "text": text}
        return None, json.dumps(event | {"generated_text": None}, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole answer."""
        for leaf in answer.leaves:
            if leaf.kind is LeafKind.STRING and name(leaf.place) in _NAMES:
                yield TextLeaf(("whole", *leaf.place), leaf.place, leaf.text)
