"""Where a format keeps text in its answers: which leaf, of which stream, and when that stream ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText
from gateway.model import Place


class TextLeaf(NamedTuple):
    """A text of an answer: its stream, its place in the JSON, the text.

    A key that ends with ``arguments`` or ``partial_json`` is a running text *of JSON*: what is put into it must be JSON-escaped.
    """

    key: StreamKey
    place: Place
    text: str

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<TextLeaf>"


class AnswerShape(Protocol):
    """Where a format keeps text in its answers."""

    def deltas(self, event: JsonText) -> Iterable[TextLeaf]:
        """The pieces of running text in one event of a stream."""

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """Beginnings of the keys whose streams end with this event; ``()`` among them means all."""

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """(event name or None, data) of an event that carries this text; ``like`` is the data of an event of the same answer."""

    def leaves(self, answer: JsonText) -> Iterable[TextLeaf]:
        """The texts of an answer that is not streamed."""
