"""An answer that is one JSON array whose elements arrive one by one, as Google's APIs stream without ``alt=sse``.

Each element is an event: it goes on as soon as it is whole. An answer that is an object is read whole (:mod:`gateway.extract.answer_json`).
"""

from __future__ import annotations

import re

from gateway.extract import json_text
from gateway.extract.answer_events import EventTexts, Made
from gateway.extract.answer_json import MAX_ANSWER, JsonAnswer
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform
from gateway.model import OpaqueBody

_SPACE = b" \t\r\n"
_OUTSIDE = re.compile(rb'["{}\[\]]')
_STRING = re.compile(rb'["\\]')


class ArrayAnswer:
    """One response. Holds the element in progress; one larger than MAX_ANSWER passes as it is, with all that follows it."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._texts = EventTexts(shape, transform)
        self._whole: JsonAnswer | None = JsonAnswer(shape, transform)
        self._begun = False
        self._unread = False
        self._held = bytearray()  # the element in progress, or the separators before it
        self._at = 0  # what of it was looked at
        self._depth = 0
        self._in_string = False

    def feed(self, data: bytes) -> bytes:
        """The bytes that may go on: all complete elements."""
        if self._unread:
            return data
        if not self._begun:
            self._held += data
            first = self._held.lstrip(_SPACE)[:1]
            if not first:
                return b""
            self._begun = True
            data = bytes(self._held)
            self._held.clear()
            if first == b"[":
                self._whole = None
        if self._whole is not None:
            return self._whole.feed(data)
        self._held += data
        return self._elements()

    def close(self) -> bytes:
        """What was held back; the unfinished element as it is."""
        if self._whole is not None and self._begun:
            return self._whole.close()
        rest = bytes(self._held)
        self._held.clear()
        return rest

    def _elements(self) -> bytes:
        out = b""
        while (found := (_STRING if self._in_string else _OUTSIDE).search(self._held, self._at)) is not None:
            mark = found[0]
            if mark == b"\\":
                if found.end() == len(self._held):
                    self._at = found.start()  # the character it escapes is yet to come
                    return out + self._overfull()
                self._at = found.end() + 1
                continue
            self._at = found.end()
            if mark == b'"':
                self._in_string = not self._in_string
            elif mark in b"{[":
                self._depth += 1
                if self._depth <= 2:  # the array itself, or an element that begins: what stands before it goes on
                    out += self._take(found.end() if self._depth == 1 else found.start())
            else:
                self._depth -= 1
                if self._depth == 1:
                    out += self._element(self._take(found.end()))
                elif self._depth == 0:
                    out += b"".join(b"," + _written(made) for made in self._texts.end()) + self._take(found.end())
        self._at = len(self._held)
        return out + self._overfull()

    def _element(self, raw: bytes) -> bytes:
        try:
            read = json_text.read_bytes(raw)
        except OpaqueBody:
            return raw
        before, new = self._texts.event(read)
        return b"".join(_written(made) + b"," for made in before) + (raw if new is None else new.encode("utf-8"))

    def _take(self, end: int) -> bytes:
        taken = bytes(self._held[:end])
        del self._held[:end]
        self._at -= end
        return taken

    def _overfull(self) -> bytes:
        if len(self._held) <= MAX_ANSWER:
            return b""
        self._unread = True
        return self._take(len(self._held))


def _written(made: Made) -> bytes:
    return made.data.encode("utf-8")
