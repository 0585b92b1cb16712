"""An answer that arrives as server-sent events: each text goes through the transform, everything else through unchanged."""

from __future__ import annotations

from gateway.extract import json_text, sse
from gateway.extract.answer_events import EventTexts, Made
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform
from gateway.extract.sse import SseEvent, SseReader
from gateway.model import OpaqueBody

DONE = "[DONE]"
"""The data of OpenAI's last event; it is not JSON."""


class SseAnswer:
    """One response. What the transform holds back comes out before the event that ends its stream."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._texts = EventTexts(shape, transform)
        self._reader = SseReader()
        self._line_end = b"\n"
        self._unread = False  # an event was too large: the rest passes as it is

    def feed(self, data: bytes) -> bytes:
        """The bytes that may go on: all complete events."""
        if self._unread:
            return data
        out = b"".join([self._event(event) for event in self._reader.feed(data)])
        if self._reader.overfull:
            self._unread = True
            out += self._written(self._texts.end()) + self._reader.rest()
        return out

    def close(self) -> bytes:
        """What the transform held back, and the unfinished event as it is."""
        return self._written(self._texts.end()) + self._reader.rest()

    def _event(self, event: SseEvent) -> bytes:
        data = event.data
        if data is None:
            return event.raw
        self._line_end = sse.line_end(event)
        if data.strip() == DONE:
            return self._written(self._texts.end()) + event.raw
        try:
            read = json_text.read(data)
        except OpaqueBody:
            return event.raw
        before, new = self._texts.event(read)
        return self._written(before) + (event.raw if new is None else event.with_data(new))

    def _written(self, made: list[Made]) -> bytes:
        out = b""
        for name, data in made:
            lines = ([f"event: {name}"] if name else []) + [f"data: {data}", ""]
            out += b"".join(line.encode("utf-8") + self._line_end for line in lines)
        return out
