"""Where Grok's page keeps text in its answers: lines of JSON, ``{"result": {"response": {"token", "isThinking", …}}}`` for a new
conversation and ``{"result": {"token", …}}`` for a further question; ``modelResponse.message`` repeats all of it.

Source: descriptions of the page by others (second-hand, they change).

Keys: ``("token", n)`` and ``("thinking", n)`` of the n-th answer, ``("whole", n)``.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract import json_text
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.place import name

_WHOLE = frozenset({"message", "title", "newTitle", "label", "query"})


class GrokAnswer:
    """The answer shape of one response."""

    def __init__(self) -> None:
        self._answer = 0
        self._whole = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The token of one line, and texts that are whole."""
        thinks = any(name(leaf.place) == "isThinking" and leaf.text == "true" for leaf in event.leaves)
        for leaf in event.leaves:
            if leaf.kind is not LeafKind.STRING:
                continue
            if leaf.place in {("result", "response", "token"), ("result", "token")}:
                yield TextLeaf(("thinking" if thinks else "token", self._answer), leaf.place, leaf.text)
            elif name(leaf.place) in _WHOLE:
                self._whole += 1
                yield TextLeaf(("whole", self._whole), leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The answer with its soft stop or when it is repeated whole; whole texts at once."""
        stops = any(
            (name(leaf.place) == "isSoftStop" and leaf.text == "true") or "modelResponse" in leaf.place or leaf.place[:1] == ("error",)
            for leaf in event.leaves
        )
        if not stops:
            return (("whole",),)
        ended: tuple[StreamKey, ...] = (("token", self._answer), ("thinking", self._answer), ("whole",))
        if not any(name(leaf.place) == "token" for leaf in event.leaves):
            self._answer += 1
        return ended

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - the latest line says which
        """A line like the latest with a token, with this text in it."""
        read = json_text.read(like)
        return None, read.rewrite(
            {leaf.place: text for leaf in read.leaves if name(leaf.place) == "token" and leaf.kind is LeafKind.STRING}
        )

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same as for a line."""
        return self.deltas(answer)
