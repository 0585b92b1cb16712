"""Where an answer repeats itself whole: every text of an event is complete, so that nothing is ever held back.

Cumulative streams (each event holds all that was said so far) and answers that come at once have this shape. A pseudonym that is cut at
the end of one event stands whole in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Place


class WholeTexts:
    """The answer shape of texts that are whole where they stand. ``is_text`` tells which strings are texts; without it all are."""

    def __init__(self, is_text: Callable[[Place], bool] = lambda _: True) -> None:
        self._is_text = is_text
        self._count = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """Every text, each a stream of its own that ends where it began."""
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING and self._is_text(leaf.place):
                yield TextLeaf(("whole", self._next()), leaf.place, leaf.text)

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
