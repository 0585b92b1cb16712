"""Where an answer repeats itself whole: every text of an event is complete, so that nothing is ever held back.

Cumulative streams (each event holds all that was said so far) and answers that come at once have this shape. A pseudonym that is cut at
the end of one event stands whole in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gateway.extract import json_text
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import OpaqueBody, Place


class WholeTexts:
    """The answer shape of texts that are whole where they stand. ``is_text`` tells which strings are texts; without it all are."""

    def __init__(self, is_text: Callable[[Place], bool] = lambda _: True) -> None:
        self._is_text = is_text
        self._count = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """Every text, each a stream of its own that ends where it began; one that is JSON itself says so in its key."""
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING and self._is_text(leaf.place):
                key: StreamKey = ("whole", self._next())
                yield TextLeaf((*key, "arguments") if _is_json(leaf.text) else key, leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:  # noqa: ARG002 - the same for every event
        """All of them."""
        return (("whole",),)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - never asked: nothing is held back
        """The event as it was."""
        return None, like

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same for an answer that is not streamed."""
        return self.deltas(answer)

    def _next(self) -> int:
        self._count += 1
        return self._count


def _is_json(text: str) -> bool:
    """Whether a text is an object or an array, whole. ``[OSOBA_1]`` is neither."""
    if not text or text[0] not in "[{" or text[-1] not in "]}":
        return False
    try:
        json_text.read(text)
    except OpaqueBody:
        return False
    return True
