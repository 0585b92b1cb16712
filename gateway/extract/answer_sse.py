"""An answer that arrives as server-sent events: each text goes through the transform, everything else through unchanged."""

from __future__ import annotations

from gateway.extract import json_text, sse
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform, StreamKey
from gateway.extract.json_text import JsonText
from gateway.extract.sse import SseEvent, SseReader
from gateway.model import OpaqueBody, Place

DONE = "[DONE]"
"""The data of OpenAI's last event; it is not JSON."""


class SseAnswer:
    """One response. What the transform holds back comes out before the event that ends its stream."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._shape = shape
        self._transform = transform
        self._reader = SseReader()
        self._open: dict[StreamKey, str] = {}  # streams that have begun, and the data of their latest event
        self._line_end = b"\n"
        self._unread = False  # an event was too large: the rest passes as it is

    def feed(self, data: bytes) -> bytes:
        """The bytes that may go on: all complete events."""
        if self._unread:
            return data
        out = b"".join([self._event(event) for event in self._reader.feed(data)])
        if self._reader.overfull:
            self._unread = True
            out += self._end(()) + self._reader.rest()
        return out

    def close(self) -> bytes:
        """What the transform held back, and the unfinished event as it is."""
        return self._end(()) + self._reader.rest()

    def _event(self, event: SseEvent) -> bytes:
        data = event.data
        if data is None:
            return event.raw
        self._line_end = sse.line_end(event)
        if data.strip() == DONE:
            return self._end(()) + event.raw
        try:
            read = json_text.read(data)
        except OpaqueBody:
            return event.raw
        ended = self._shape.ended(read)
        changes = self._changes(read, ended)
        before = b"".join([self._end(beginning) for beginning in ended])
        return before + (event.with_data(read.rewrite(changes)) if changes else event.raw)

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

    def _end(self, beginning: StreamKey) -> bytes:
        """Ends the streams whose keys begin so; returns events with what was held back for them."""
        out = b""
        for key in [key for key in self._open if key[: len(beginning)] == beginning]:
            like = self._open.pop(key)
            text = self._transform(key, "", True)
            if text:
                name, data = self._shape.event_with(key, text, like)
                lines = ([f"event: {name}"] if name else []) + [f"data: {data}", ""]
                out += b"".join(line.encode("utf-8") + self._line_end for line in lines)
        return out
