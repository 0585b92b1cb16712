"""An answer that is one JSON text: held until it is whole, then each text goes through the transform."""

from __future__ import annotations

from gateway.extract import json_text
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform
from gateway.model import OpaqueBody

MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of an answer that are held. The longest answers of chat models have some hundred kB; above this it passes unrestored."""


class JsonAnswer:
    """One response."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._shape = shape
        self._transform = transform
        self._held = bytearray()
        self._unread = False

    def feed(self, data: bytes) -> bytes:
        """Nothing while the answer may still be read; everything once it is too large."""
        if self._unread:
            return data
        self._held += data
        if len(self._held) <= MAX_ANSWER:
            return b""
        self._unread = True
        return self._take()

    def close(self) -> bytes:
        """The whole answer; as it came when it cannot be read."""
        held = self._take()
        if self._unread or not held:
            return held
        try:
            read = json_text.read_bytes(held)
        except OpaqueBody:
            return held
        changes = {}
        for leaf in self._shape.leaves(read):
            new = self._transform(leaf.key, leaf.text, True)
            if new != leaf.text:
                changes[leaf.place] = new
        return read.rewrite(changes).encode("utf-8") if changes else held

    def _take(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held
