"""Where Le Chat's page keeps text in its answers: lines ``15:{"json": {"type": "message", "messageId", "patches": [{op, path, value}]}}``,
ended by ``8:null``; older ones are ``0:"text"``.

A patch appends to ``/contentChunks/n/text``, or replaces ``/contentChunks`` with a list of ``{"type": "text", "text"}``. Source:
descriptions of the page by others (second-hand, they change).

Keys: ``("text",)`` of the older lines, ``("message", n, path)`` between two replacements, ``("whole", n)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gateway.extract import json_text
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.page import as_json
from gateway.extract.place import name
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_TEXT_PATH = re.compile(r"(?:/contentChunks/[0-9]{1,4}/text|/content)")
_WHOLE = frozenset({"content", "text", "title"})


class LeChatAnswer:
    """The answer shape of one response."""

    def __init__(self) -> None:
        self._message = 0
        self._whole = 0
        self._seen: JsonText | None = None
        self._leaves: list[TextLeaf] = []
        self._ended: tuple[StreamKey, ...] = ()

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The texts of one line."""
        self._look(event)
        return iter(self._leaves)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """What a replacement ends; all with the last line."""
        self._look(event)
        return self._ended

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A line that appends this text."""
        if key[0] != "message":
            return "0", as_json(text)
        identifier = next((leaf.text for leaf in json_text.read(like).leaves if name(leaf.place) == "messageId"), "")
        patch: dict[str, Any] = {"op": "append", "path": str(key[2]), "value": text}
        return "15", as_json({"json": {"type": "message", "messageId": identifier, "messageVersion": 0, "patches": [patch]}})

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of messages that are loaded."""
        for at, leaf in enumerate(answer.leaves):
            if leaf.kind is LeafKind.STRING and name(leaf.place) in _WHOLE:
                yield TextLeaf(("leaf", at), leaf.place, leaf.text)

    def _look(self, event: JsonText) -> None:
        if event is self._seen:
            return
        self._seen, self._leaves, self._ended = event, [], (("whole",),)
        strings = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        if () in strings:
            self._leaves = [TextLeaf(("text",), (), strings[()])]
        elif not event.nodes or any(name(leaf.place) == "finishReason" for leaf in event.leaves):
            self._ended = _ALL  # 8:null, e:{…}, d:{…}
        else:
            patched = [place for place in strings if "patches" in place]
            for place in patched:
                self._patch(place, strings)
            self._leaves += (
                self._complete(place, text) for place, text in strings.items() if place not in patched and name(place) in _WHOLE
            )

    def _patch(self, place: Place, strings: dict[Place, str]) -> None:
        base = place[: place.index("patches") + 2]
        path = strings.get((*base, "path"), "")
        if place == (*base, "value") and _TEXT_PATH.fullmatch(path):
            if strings.get((*base, "op")) == "append":
                self._leaves.append(TextLeaf(("message", self._message, path), place, strings[place]))
            else:
                self._leaves.append(self._complete(place, strings[place]))
        elif place[len(base) :][:1] == ("value",) and name(place) == "text":
            rest = place[len(base) + 1 :]
            if path == "/contentChunks" and len(rest) == 2:
                if rest[0] == 0 or not any(leaf.key[:2] == ("message", self._message) for leaf in self._leaves):
                    self._ended = (*self._ended, ("message", self._message))
                    self._message += 1
                self._leaves.append(TextLeaf(("message", self._message, f"/contentChunks/{rest[0]}/text"), place, strings[place]))
            else:
                self._leaves.append(self._complete(place, strings[place]))

    def _complete(self, place: Place, text: str) -> TextLeaf:
        self._whole += 1
        return TextLeaf(("whole", self._whole), place, text)
