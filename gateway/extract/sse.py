"""Server-sent events, byte for byte (WHATWG HTML, section 9.2): lines end with CR, LF or CRLF, cut anywhere.

Every byte that goes in comes out once, in some event's ``raw``. What is held back is the event in progress, since a client acts on
none of it before its blank line; comments and blank lines between events are not held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_EVENT = 1024 * 1024
"""Bytes of one event. A chunk of text has hundreds; an event above this goes through as it is."""

_DATA = re.compile(rb"(?:\xef\xbb\xbf)?data(?:: ?|(?=[\r\n]))")
_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class SseEvent:
    """Lines as they came, with their ends: one event with its blank line, or what stands between events."""

    lines: tuple[bytes, ...] = field(repr=False)

    @property
    def raw(self) -> bytes:
        """The bytes as they came."""
        return b"".join(self.lines)

    @property
    def data(self) -> str | None:
        """The lines of ``data:`` put together with LF; None when there are none or they are not UTF-8."""
        parts = [_content(line, match.end()) for line in self.lines if (match := _DATA.match(line))]
        try:
            return b"\n".join(parts).decode("utf-8") if parts else None
        except UnicodeDecodeError:
            return None

    def with_data(self, data: str) -> bytes:
        """The same event with other data of as many lines; names, comments and line ends stay."""
        new = iter(data.encode("utf-8").split(b"\n"))
        out = []
        for line in self.lines:
            match = _DATA.match(line)
            out.append(line[: match.end()] + next(new) + _line_end(line) if match else line)
        return b"".join(out)


class SseReader:
    """Cuts a stream into events as its bytes arrive."""

    def __init__(self) -> None:
        self._partial: list[bytes] = []  # pieces of the line in progress
        self._lines: list[bytes] = []  # lines of the event in progress
        self._held = 0
        self._after_cr = False  # the last byte was CR: an LF that follows belongs to it

    @property
    def overfull(self) -> bool:
        """Whether more than MAX_EVENT bytes are held back: take them with :meth:`rest` and read no further."""
        return self._held > MAX_EVENT

    def feed(self, data: bytes) -> list[SseEvent]:
        """The events (and what stands between them) that these bytes complete."""
        events: list[SseEvent] = []
        self._held += len(data)
        if self._after_cr and data:
            self._after_cr = False
            if data[:1] == b"\n":
                self._join_lf(events)
                data = data[1:]
        at = 0
        for end in _END.finditer(data):
            self._line(b"".join((*self._partial, data[at : end.end()])), events)
            self._partial.clear()
            at = end.end()
        if at < len(data):
            self._partial.append(data[at:])
        elif data:
            self._after_cr = data.endswith(b"\r")
        self._held -= sum(len(event.raw) for event in events)
        return events

    def rest(self) -> bytes:
        """What is held back, taken out: an unfinished event at the end of the stream."""
        held = b"".join((*self._lines, *self._partial))
        self._lines.clear()
        self._partial.clear()
        self._held = 0
        return held

    def _line(self, line: bytes, events: list[SseEvent]) -> None:
        blank = not line.strip(b"\r\n")
        between = not self._lines and (blank or line.startswith(b":"))
        self._lines.append(line)
        if blank or between:
            events.append(SseEvent(tuple(self._lines)))
            self._lines.clear()

    def _join_lf(self, events: list[SseEvent]) -> None:
        """The LF of a CRLF that was cut in two: it ends no line of its own."""
        if self._lines:
            self._lines[-1] += b"\n"
        else:
            events.append(SseEvent((b"\n",)))


def line_end(event: SseEvent) -> bytes:
    """How the lines of this event end, for an event of our own beside it."""
    return _line_end(event.lines[0]) or b"\n"


def _line_end(line: bytes) -> bytes:
    match = _END.search(line)
    return match[0] if match else b""


def _content(line: bytes, start: int) -> bytes:
    return line[start:].rstrip(b"\r\n")
