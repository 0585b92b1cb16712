"""Where ChatGPT's page keeps text in its answers: server-sent events of the "v1" delta encoding, or the older whole messages.

``{"p": path, "o": "append" | "add" | "replace" | "patch", "v": value}`` changes one message; ``p`` and ``o`` are left out where they are
those of the event before; a bare ``{"v": "text"}`` goes on with the text that was appended to last; a patch is a list of such changes.
``{"v": {"message": …}}`` begins a message; ``/message/status`` ends its text, ``message_stream_complete`` all. Older events hold
``message.content.parts[]`` with all that was said so far. Source: descriptions of the page by others, September 2026.

Keys: ``("message", n, path)`` of the n-th message; ``("whole", n)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.page import as_json
from gateway.model import Place

_TEXT = re.compile(r"/message/content/(?:parts/[0-9]{1,4}|text|thoughts/[0-9]{1,4}/(?:content|summary))")
_ALL: tuple[StreamKey, ...] = ((),)
_ENDS = frozenset({"message_stream_complete", "error"})


class _Change(NamedTuple):
    """One change of an event: where it points to, how, and the string it carries, if it does."""

    path: str
    how: str
    place: Place
    text: str | None

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Change>"


class ChatGPTAnswer:
    """The answer shape of one response. Keeps what the next event leaves out."""

    def __init__(self) -> None:
        self._path = ""
        self._how = "add"
        self._text_path = "/message/content/parts/0"
        self._message = 0
        self._whole = 0
        self._seen: JsonText | None = None
        self._leaves: list[TextLeaf] = []
        self._ended: tuple[StreamKey, ...] = ()

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The texts of one event."""
        self._look(event)
        return iter(self._leaves)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The message whose status is told or that another one follows; all when the stream is complete."""
        self._look(event)
        return self._ended

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - a change names no message
        """A change that appends this text."""
        return "delta", as_json({"p": str(key[2]), "o": "append", "v": text})

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The parts of every message of a whole answer (a conversation that is loaded)."""
        for at, leaf in enumerate(answer.leaves):
            if leaf.kind is LeafKind.STRING and "parts" in leaf.place[-2:-1]:
                yield TextLeaf(("leaf", at), leaf.place, leaf.text)

    def _look(self, event: JsonText) -> None:
        """Reads an event, once: both questions are asked of each."""
        if event is self._seen:
            return
        self._seen, self._leaves, self._ended = event, [], ()
        strings = {leaf.place: leaf.text for leaf in event.leaves if leaf.kind is LeafKind.STRING}
        if strings.get(("type",)) in _ENDS or any(leaf.place == ("error",) and leaf.text != "null" for leaf in event.leaves):
            self._ended = _ALL
        elif any(leaf.place[:1] == ("message",) for leaf in event.leaves):
            self._snapshot(strings)
        elif any(leaf.place[:2] == ("v", "message") for leaf in event.leaves):
            self._begin(strings)
        else:
            for change in self._changes(event, strings):
                self._apply(change)

    def _snapshot(self, strings: dict[Place, str]) -> None:
        """An older event: each text is whole."""
        self._whole += 1
        self._ended = (("whole", self._whole),)
        self._leaves = [
            TextLeaf(("whole", self._whole, *place[3:]), place, text)
            for place, text in strings.items()
            if place[:3] == ("message", "content", "parts")
        ]

    def _begin(self, strings: dict[Place, str]) -> None:
        self._path, self._how = strings.get(("p",), self._path), strings.get(("o",), self._how)
        self._ended = (("message", self._message),)
        self._message += 1
        self._text_path = "/message/content/parts/0"
        for place, text in strings.items():
            path = "/" + "/".join(map(str, place[1:]))
            if text and _TEXT.fullmatch(path):
                self._leaves.append(TextLeaf(("message", self._message, path), place, text))

    def _changes(self, event: JsonText, strings: dict[Place, str]) -> list[_Change]:
        named = ("p",) in strings or ("o",) in strings
        self._path, self._how = strings.get(("p",), self._path), strings.get(("o",), self._how)
        if ("v",) in strings:
            if not named and not _TEXT.fullmatch(self._path):
                return [_Change(self._text_path, "append", ("v",), strings["v",])]
            return [_Change(self._path, self._how, ("v",), strings["v",])]
        found = []
        for node in event.nodes:
            if len(node.place) == 2 and node.place[0] == "v" and isinstance(node.place[1], int) and node.is_object:
                path, how = strings.get((*node.place, "p"), ""), strings.get((*node.place, "o"), "")
                found.append(_Change(path, how, (*node.place, "v"), strings.get((*node.place, "v"))))
        return found

    def _apply(self, change: _Change) -> None:
        if change.path in {"/message/status", "/message/end_turn"} and change.text != "in_progress":
            self._ended = (("message", self._message),)
        if change.text is None or not _TEXT.fullmatch(change.path):
            return
        if change.how == "append":
            self._text_path = change.path
            self._leaves.append(TextLeaf(("message", self._message, change.path), change.place, change.text))
        else:
            self._whole += 1
            self._ended = (*self._ended, ("whole", self._whole))
            self._leaves.append(TextLeaf(("whole", self._whole), change.place, change.text))
