"""Server-sent events as the body of a *request*: the data of each event is JSON or words (WHATWG HTML, section 9.2).

Names, ids and comments of events are read as words, too: whatever stands in a line can carry text.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.extract.budget import Budget
from gateway.extract.pieces import Piece, Pieces, kept, piece
from gateway.extract.sse import SseEvent, SseReader, line_end
from gateway.model import OpaqueBody, OpaqueReason


def read(content: bytes) -> Pieces:
    """Reads events, the unfinished last one like the others. Raises OpaqueBody: CHARSET, UNKNOWN_SHAPE (data lines of one event with
    another line between them, or no event at all), and JSON's limits.
    """
    reader = SseReader()
    events = reader.feed(content)
    events.append(SseEvent(tuple(reader.rest().splitlines(keepends=True))))
    budget = Budget()
    parts: list[Piece | bytes] = []
    for at, event in enumerate(events):
        parts += _event(event, at, budget)
    return kept(parts)


def _event(event: SseEvent, at: int, budget: Budget) -> list[Piece | bytes]:
    data = [number for number, line in enumerate(event.lines) if SseEvent((line,)).data is not None]
    if not data:
        return [_line(line, at, number, budget) for number, line in enumerate(event.lines)]
    first, last = data[0], data[-1]
    if len(data) != last - first + 1:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    carrying = SseEvent(event.lines[first : last + 1])
    return [
        *(_line(line, at, number, budget) for number, line in enumerate(event.lines[:first])),
        piece(carrying.raw, ("events", at), budget, _writer(carrying, len(data)), text=carrying.data),
        *(_line(line, at, last + number, budget) for number, line in enumerate(event.lines[last + 1 :], start=1)),
    ]


def _writer(event: SseEvent, count: int) -> Callable[[str], bytes]:
    """How changed data are written: in the lines there are, or in new ones where their number is another."""

    def write(text: str) -> bytes:
        if text.count("\n") + 1 == count:
            return event.with_data(text)
        return b"".join(b"data: " + line.encode("utf-8") + line_end(event) for line in text.split("\n"))

    return write


def _line(line: bytes, at: int, number: int, budget: Budget) -> Piece | bytes:
    words = line.rstrip(b"\r\n")
    if not words.strip(b": \t"):
        return line
    end = line[len(words) :]
    try:
        text = words.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.CHARSET) from None
    return piece(line, ("events", at, number), budget, lambda new: new.encode("utf-8") + end, text=text)
