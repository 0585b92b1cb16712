"""Where Microsoft 365 Copilot keeps text in the records its server sends.

``{"type": 1, "target": "update"}``: ``arguments[0].messages[]`` holds all that was said so far, also in its cards, and
``arguments[0].writeAtCursor`` goes on from there; ``{"type": 2}``: ``item.messages[]`` the whole turn; 3 ends it.

Keys: ``("cursor", n, m)`` after the m-th snapshot of the n-th turn, ``("whole", n)``.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract import json_text, signalr
from gateway.extract.answer_events import EventTexts
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import LeafTransform, SocketMessage, StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.place import name
from gateway.model import OpaqueBody, Place

_ENDS = frozenset(str(kind) for kind in (signalr.ITEM, signalr.COMPLETION, signalr.CLOSE))
_CURSOR = ("arguments", 0, "writeAtCursor")
TEXTS = frozenset({"text", "message", "title", "hiddenText", "spokenText"})
"""Names under which messages hold text."""


class M365Shape:
    """Where one record keeps text."""

    def __init__(self) -> None:
        self._turn = 0
        self._snapshot = 0
        self._whole = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """What goes on at the cursor, the text it goes on from, and the texts that are whole."""
        begun = _snapshot(event)
        for leaf in event.leaves:
            if leaf.kind is not LeafKind.STRING:
                continue
            if leaf.place in {_CURSOR, begun}:
                yield TextLeaf(("cursor", self._turn, self._snapshot), leaf.place, leaf.text)
            elif name(leaf.place) in TEXTS:
                self._whole += 1
                yield TextLeaf(("whole", self._whole), leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """Whole texts at once; the cursor's with the turn, or when all that was said so far is told anew."""
        kind = next((leaf.text for leaf in event.leaves if leaf.place == ("type",)), "")
        if kind in _ENDS:
            self._turn += 1
            return ("cursor", self._turn - 1), ("whole",)
        if _snapshot(event) is not None:
            self._snapshot += 1
            return ("cursor", self._turn, self._snapshot - 1), ("whole",)
        return (("whole",),)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - a record names no message
        """An update that goes on at the cursor."""
        record = {"type": signalr.INVOCATION, "target": "update", "arguments": [{"writeAtCursor": text}]}
        return None, signalr.record(record).removesuffix("\x1e")

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same as for a record."""
        return self.deltas(answer)


def _snapshot(event: JsonText) -> Place | None:
    """Where an update tells all that was said so far: the text of its last message, from which the cursor goes on."""
    texts = [leaf.place for leaf in event.leaves if leaf.kind is LeafKind.STRING and _is_snapshot(leaf.place)]
    return texts[-1] if texts else None


def _is_snapshot(place: Place) -> bool:
    return place[:3] == ("arguments", 0, "messages") and len(place) == 5 and place[4] == "text"


class M365Answer:
    """The server's messages of one connection, record by record."""

    def __init__(self, transform: LeafTransform) -> None:
        self._texts = EventTexts(M365Shape(), transform)

    def feed(self, message: SocketMessage) -> tuple[SocketMessage, ...]:
        """One message, changed or not; what cannot be read passes as it is. What was held back is a record before the one that ends it."""
        if not message.is_text or not message.content.endswith(signalr.SEPARATOR):
            return (message,)
        out = b"".join(self._record(record) for record in message.content.split(signalr.SEPARATOR)[:-1])
        return (message if out == message.content else SocketMessage(out),)

    def close(self) -> tuple[SocketMessage, ...]:
        """What was held back at the cursor of a turn that nothing ended."""
        return tuple(SocketMessage(made.data.encode("utf-8") + signalr.SEPARATOR) for made in self._texts.end())

    def _record(self, record: bytes) -> bytes:
        try:
            read = json_text.read_bytes(record)
        except OpaqueBody:
            return record + signalr.SEPARATOR
        before, new = self._texts.event(read)
        texts = [made.data.encode("utf-8") for made in before]
        return b"".join(text + signalr.SEPARATOR for text in (*texts, record if new is None else new.encode("utf-8")))
