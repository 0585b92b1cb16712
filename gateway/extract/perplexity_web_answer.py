"""Where Perplexity's page keeps text in its answers: server-sent events with ``blocks[]``, each a block (``markdown_block``: ``chunks[]``,
``answer``) or patches to the block before it (``diff_block``: ``{"field", "patches": [{op, path, value}]}``).

A patch replaces the whole block (path "") or adds the next chunk (``/chunks/n``). ``text`` repeats the whole answer as JSON in a string.
``status`` COMPLETED or ``final`` ends it. Source: descriptions of the page by others (second-hand, they change).

Keys: ``("chunks", usage, n)`` between two replacements, ``("whole", n)``, and ``("whole", n, "arguments")`` for JSON in a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.page import as_json
from gateway.extract.place import name
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_CHUNK = re.compile(r"/chunks/([0-9]{1,7})")
_PROTOCOL = frozenset({"op", "path", "field", "intended_usage", "status", "mode", "message_mode", "progress", "type", "step_type"})
_DONE = frozenset({"COMPLETED", "FAILED", "BLOCKED"})


class PerplexityAnswer:
    """The answer shape of one response."""

    def __init__(self) -> None:
        self._generation: dict[str, int] = {}  # how often the block of each usage was replaced
        self._next: dict[str, int] = {}  # the index of the next chunk of each usage
        self._whole = 0
        self._seen: JsonText | None = None
        self._leaves: list[TextLeaf] = []
        self._ended: tuple[StreamKey, ...] = ()

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The texts of one event."""
        self._look(event)
        return iter(self._leaves)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """What a replacement ends; all with the last event."""
        self._look(event)
        return self._ended

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - a block names no message
        """An event that adds one more chunk."""
        usage = str(key[1])
        patch = {"op": "add", "path": f"/chunks/{self._next.get(usage, 0)}", "value": text}
        block = {"intended_usage": usage, "diff_block": {"field": "markdown_block", "patches": [patch]}}
        return "message", as_json({"blocks": [block]})

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """Every text of a thread that is loaded."""
        for leaf in answer.leaves:
            if leaf.kind is LeafKind.STRING and name(leaf.place) not in _PROTOCOL:
                yield self._complete(leaf.place, leaf.text)

    def _look(self, event: JsonText) -> None:
        if event is self._seen:
            return
        self._seen, self._leaves, self._ended = event, [], (("whole",),)
        strings = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        for place, text in strings.items():
            usage = strings.get((*place[:2], "intended_usage"), "") if place[:1] == ("blocks",) else ""
            if not self._chunk(place, text, usage, strings) and name(place) not in _PROTOCOL:
                self._leaves.append(self._complete(place, text))
        final = any(leaf.place in {("final",), ("final_sse_message",)} and leaf.text == "true" for leaf in event.leaves)
        if final or not event.leaves or strings.get(("status",)) in _DONE:
            self._ended = _ALL

    def _chunk(self, place: Place, text: str, usage: str, strings: dict[Place, str]) -> bool:
        """Whether this is a piece of running text, and if so takes it."""
        match place[2:]:
            case ("diff_block", "patches", int(), "value"):
                index = _CHUNK.fullmatch(strings.get((*place[:-1], "path"), ""))
                if index is None:
                    return False
                at = int(index[1])
            case ("diff_block", "patches", int(), "value", "chunks", int(at)) | ("markdown_block", "chunks", int(at)):
                if at == 0:
                    self._begin(usage)
            case _:
                return False
        self._next[usage] = at + 1
        self._leaves.append(TextLeaf(("chunks", usage, self._generation.setdefault(usage, 0)), place, text))
        return True

    def _begin(self, usage: str) -> None:
        before = self._generation.get(usage)
        if before is not None:
            self._ended = (*self._ended, ("chunks", usage, before))
        self._generation[usage] = 0 if before is None else before + 1

    def _complete(self, place: Place, text: str) -> TextLeaf:
        self._whole += 1
        is_json = text[:1] in {"{", "["}
        return TextLeaf(("whole", self._whole, "arguments") if is_json else ("whole", self._whole), place, text)
