"""An answer of lines, each a JSON text, with or without a prefix (``0:"…"``, ``15:{…}``): NDJSON and the line protocol of AI SDKs. Objects
may stand one behind another on a line, too (Grok's page).

What the transform holds back comes out in a line of its own before the line that ends its stream; :class:`AnswerShape` names that line's
prefix where it would name an event.
"""

from __future__ import annotations

import re
from itertools import pairwise

from gateway.extract import json_objects, json_text
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
        out = b"".join([self._line(line) for line in _joined(lines)]) + self._objects()
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
            return self._each(line) if json_objects.several(line) else line
        before, new = self._texts.event(read)
        changed = line if new is None else line[:start] + new.encode("utf-8") + line[start + len(content) :]
        return self._written(before) + changed

    def _objects(self) -> bytes:
        """Those of a line without an end that are whole and have another behind them: they do not wait for that end."""
        if not json_objects.several(self._held):
            return b""
        cuts = list(json_objects.ends(bytes(self._held)))
        out = b"".join([self._line(bytes(self._held[start:end])) for start, end in pairwise([0, *cuts])])
        del self._held[: cuts[-1] if cuts else 0]
        return out

    def _each(self, line: bytes) -> bytes:
        """A line of several objects; what is none of them stays as it is."""
        edges = [0, *json_objects.ends(line)]
        out = b"".join([self._line(line[start:end]) for start, end in pairwise(edges)]) if len(edges) > 2 else b""
        return out + line[edges[-1] if out else 0 :]

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
