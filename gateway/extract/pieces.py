"""A body that is several texts with something between them: frames, lines, events. Each text is JSON or words, and is read as such.

The carriers (:mod:`signalr`, :mod:`sse_body`, :mod:`grpc_web`, lines of JSON here) cut a body into pieces; this puts them together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from gateway.extract import escapes, joins, json_format, json_text
from gateway.extract.budget import Budget, weight
from gateway.extract.json_format import JsonBody, UnknownPlaceError
from gateway.extract.place import INSIDE
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment, Speaker


class Carrier(Protocol):
    """A body that was read: what is scanned, what document workers must open, and how changes are put back."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files that the body carries."""

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every leaf, and which leaves are scanned together."""

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was. Raises UnknownPlaceError."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a body. ``raw`` are its bytes as sent; ``encode`` makes the bytes of a changed text."""

    place: Place = field(repr=False)
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    json: JsonBody | None = field(repr=False)
    """The text read as JSON; None for words."""
    reading: str | None = field(repr=False)
    """Words with their escapes decoded, where they have any."""
    encode: Callable[[str], bytes] = field(repr=False)

    def segments(self, speaker: Callable[[Place], Speaker]) -> tuple[Segment, ...]:
        """The leaves of JSON, or the words."""
        if self.json is not None:
            return self.json.segments(speaker)
        words = Segment(self.place, self.text, speaker(self.place))
        if self.reading is None:
            return (words,)
        return words, Segment((*self.place, INSIDE), self.reading, speaker(self.place))

    def rewrite(self, changes: Mapping[Place, str]) -> bytes:
        """The bytes of the piece with the changes that are its own."""
        if self.json is not None:
            new = self.json.layer.rewrite(changes)
        else:
            new = changes.get(self.place, self.text)
            if self.reading is not None and changes.get((*self.place, INSIDE), self.reading) != self.reading:
                new = changes[(*self.place, INSIDE)]
        return self.raw if new == self.text else self.encode(new)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of a body in order, and the bytes that stand between them."""

    parts: tuple[Piece | bytes, ...] = field(repr=False)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The texts alone."""
        return tuple(part for part in self.parts if isinstance(part, Piece))

    @property
    def files(self) -> tuple[File, ...]:
        """What strings of the JSON texts carry."""
        return tuple(file for piece in self.pieces if piece.json is not None for file in piece.json.files)

    def segments(self, speaker: Callable[[Place], Speaker] = lambda _: Speaker.USER) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every leaf; the lines of JSON texts, and neighbouring words as one running text."""
        found: list[Segment] = []
        together: list[Join] = []
        words: list[int] = []
        for piece in self.pieces:
            base = len(found)
            found += piece.segments(speaker)
            if piece.json is None:
                words.append(base)
            else:
                together += (replace(join, parts=tuple(part + base for part in join.parts)) for join in joins.lines(piece.json))
        return tuple(found), (*together, *joins.runs(found, [words]))

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed."""
        if changes and not changes.keys() <= {segment.place for segment in self.segments()[0]}:
            raise UnknownPlaceError
        return b"".join(part if isinstance(part, bytes) else part.rewrite(changes) for part in self.parts)


def piece(raw: bytes, place: Place, budget: Budget, encode: Callable[[str], bytes] = str.encode, *, text: str | None = None) -> Piece:
    """Reads one text: JSON where it is JSON, else words. ``text`` is what ``raw`` says, where that is not simply UTF-8.

    Raises OpaqueBody: CHARSET, and the limits of JSON.
    """
    if text is None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise OpaqueBody(OpaqueReason.CHARSET) from None
    json = _json(text, place, budget)
    reading = escapes.decoded(text) if json is None else None
    budget.take(weight(place))
    return Piece(place, raw, text, json, reading, encode)


def json_piece(raw: bytes, place: Place, budget: Budget) -> Piece:
    """Reads one text that must be JSON. Raises OpaqueBody like :func:`json_text.read_bytes`."""
    json = json_format.of_text(json_text.read(_utf8(raw), place, budget), budget)
    return Piece(place, raw, json.layer.holds.text, json, None, str.encode)


def lines(content: bytes) -> Pieces:
    """Reads lines of JSON (NDJSON, JSON Lines). Empty lines stay. Raises OpaqueBody: INVALID_JSON for a line that is none, and limits."""
    budget = Budget()
    parts: list[Piece | bytes] = []
    for at, line in enumerate(content.splitlines(keepends=True)):
        text = line.strip(b" \t\r\n")
        if not text:
            parts.append(line)
            continue
        start = line.index(text)
        parts += (line[:start], json_piece(text, ("lines", at), budget), line[start + len(text) :])
    return kept(parts)


def kept(parts: Iterable[Piece | bytes]) -> Pieces:
    """The pieces without empty bytes between them. Raises OpaqueBody(UNKNOWN_SHAPE) when there is no text at all."""
    found = Pieces(tuple(part for part in parts if part))
    if not found.pieces:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return found


def _json(text: str, place: Place, budget: Budget) -> JsonBody | None:
    if text.strip()[:1] not in _OPENERS:
        return None
    try:
        return json_format.of_text(json_text.read(text, place, budget), budget)
    except OpaqueBody as opaque:
        if opaque.reason is OpaqueReason.INVALID_JSON:
            return None
        raise


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.INVALID_JSON) from None


_OPENERS = frozenset('{["')
