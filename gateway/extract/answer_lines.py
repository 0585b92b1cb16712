"""An answer of lines, each a JSON text, with or without a prefix (``0:"…"``, ``15:{…}``): NDJSON and the line protocol of AI SDKs.

What the transform holds back comes out in a line of its own before the line that ends its stream; :class:`AnswerShape` names that line's
prefix where it would name an event.
"""

from __future__ import annotations

import re

from gateway.extract import json_text
from gateway.extract.answer_events import EventTexts, Made
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import LeafTransform
from gateway.model import OpaqueBody

MAX_LINE = 8 * 1024 * 1024
"""Bytes of one line. The last line of some answers repeats all of it with its sources; above this the rest passes as it is."""

_PREFIX = re.compile(rb"[ \t]*(?:[0-9A-Za-z_]{1,8}:)?")


class LinesAnswer:
    """One response."""

    def __init__(self, shape: AnswerShape, transform: LeafTransform) -> None:
        self._texts = EventTexts(shape, transform)
        self._held = bytearray()
        self._unread = False

    def feed(self, data: bytes) -> bytes:
        """The bytes that may go on: all complete lines."""
        if self._unread:
            return data
        self._held += data
        end = self._held.rfind(b"\n") + 1
        lines = bytes(self._held[:end]).splitlines(keepends=True) if end else []
        del self._held[:end]
        out = b"".join([self._line(line) for line in _joined(lines)])
        if len(self._held) > MAX_LINE:
            self._unread = True
            out += self._rest()
        return out

    def close(self) -> bytes:
        """The last line, which may have no end, and what the transform held back."""
        if self._unread or not self._held:
            return self._written(self._texts.end())
        line = self._line(bytes(self._held))
        self._held.clear()
        rest = self._written(self._texts.end())
        return line + b"\n" + rest.removesuffix(b"\n") if rest else line

    def _line(self, line: bytes) -> bytes:
        prefix = _PREFIX.match(line)
        start = prefix.end() if prefix else 0
        content = line[start:].rstrip(b"\r\n")
        try:
            read = json_text.read_bytes(content)
        except OpaqueBody:
            return line
        before, new = self._texts.event(read)
        changed = line if new is None else line[:start] + new.encode("utf-8") + line[start + len(content) :]
        return self._written(before) + changed

    def _rest(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return self._written(self._texts.end()) + held

    @staticmethod
    def _written(made: list[Made]) -> bytes:
        return b"".join(f"{name}:{data}\n".encode() if name else f"{data}\n".encode() for name, data in made)


def _joined(lines: list[bytes]) -> list[bytes]:
    """Lines that end with LF: a bare CR, which splitlines takes for an end, is part of its line."""
    found: list[bytes] = []
    for line in lines:
        if found and not found[-1].endswith(b"\n"):
            found[-1] += line
        else:
            found.append(line)
    return found
