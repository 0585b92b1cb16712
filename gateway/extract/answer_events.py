"""The texts of an answer that comes in pieces, whatever carries the pieces: each goes through the transform, and what that holds back
comes out before the piece that ends its stream.
"""

from __future__ import annotations

from typing import NamedTuple

from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform, StreamKey
from gateway.extract.json_text import JsonText
from gateway.model import Place


class Made(NamedTuple):
    """A piece of our own, with what was held back: the event's name where the format has names, and its JSON."""

    name: str | None
    data: str

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Made>"


class EventTexts:
    """The state of one answer."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._shape = shape
        self._transform = transform
        self._open: dict[StreamKey, str] = {}  # streams that have begun, and the data of their latest event

    def event(self, read: JsonText) -> tuple[list[Made], str | None]:
        """What goes before this event, and its new JSON; None when it stays as it is."""
        ended = self._shape.ended(read)
        changes = self._changes(read, ended)
        before = [made for beginning in ended for made in self.end(beginning)]
        return before, read.rewrite(changes) if changes else None

    def end(self, beginning: StreamKey = ()) -> list[Made]:
        """Ends the streams whose keys begin so; events with what was held back for them."""
        made = []
        for key in [key for key in self._open if key[: len(beginning)] == beginning]:
            like = self._open.pop(key)
            text = self._transform(key, "", True)
            if text:
                made.append(Made(*self._shape.event_with(key, text, like)))
        return made

    def _changes(self, read: JsonText, ended: tuple[StreamKey, ...]) -> dict[Place, str]:
        leaves = list(self._shape.deltas(read))
        final = {leaf.key: at for at, leaf in enumerate(leaves)}
        changes: dict[Place, str] = {}
        for at, leaf in enumerate(leaves):
            last = final[leaf.key] == at and any(leaf.key[: len(beginning)] == beginning for beginning in ended)
            if last:
                self._open.pop(leaf.key, None)
            else:
                self._open[leaf.key] = read.text
            new = self._transform(leaf.key, leaf.text, last)
            if new != leaf.text:
                changes[leaf.place] = new
        return changes
