"""``multipart/form-data``, losslessly and strictly (RFC 7578, RFC 2046 section 5.1.1): a body that two readers could cut in two ways is
opaque.

Every part's name, file name, further headers and text are leaves; a part with a file name, or of a type that is neither text nor JSON,
is a file. Strictly: lines end with CRLF, nothing stands before the first boundary or after the last, the boundary stands nowhere else, and
headers say one thing (:mod:`gateway.extract.part_head`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from gateway.extract import content_type, part_head, pieces
from gateway.extract.budget import Budget
from gateway.extract.content_type import ContentType
from gateway.extract.joins import cuts_a_number, lines
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.part_head import Word
from gateway.extract.pieces import Piece
from gateway.extract.place import KEY
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment, SegmentKind, Speaker

MAX_PARTS = 1000
"""Parts of one body. The largest forms of AI tools have some dozens."""

MAX_HEAD = 16 * 1024
"""Bytes of the headers of one part. A file's name has 255 at most on common disks."""

_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_TEXT_MEDIA = frozenset({"", "text/plain", "application/json"})


class Part(NamedTuple):
    """One part. ``piece`` is its text; None makes it a file. ``filename`` is the last one it declares."""

    place: Place
    name: str
    filename: str | None
    media: str
    words: tuple[Word, ...]
    start: int
    end: int
    piece: Piece | None

    def __repr__(self) -> str:
        """Never what it holds."""
        return f"<Part {self.start}:{self.end}>"


@dataclass(frozen=True, slots=True)
class Multipart:
    """A body that was read."""

    content: bytes = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)

    def text(self, name: str) -> str | None:
        """The text of the only part of this name; None when there is none, or more than one."""
        found = [part.piece.text for part in self.parts if part.name == name and part.piece is not None]
        return found[0] if len(found) == 1 else None

    @property
    def files(self) -> tuple[File, ...]:
        """The parts that are files, and what JSON in others carries."""
        return tuple(file for part in self.parts for file in self._files(part))

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every word of the headers and every text, and for each text a join that gives it its name as context."""
        segments: list[Segment] = []
        joins: list[Join] = []
        for part in self.parts:
            label = len(segments)
            segments += (Segment(word.place, word.text, kind=_kind(word)) for word in part.words)
            if part.piece is None:
                continue
            base = len(segments)
            segments += part.piece.segments(lambda _: Speaker.USER)
            if part.piece.json is not None:
                joins += [Join(tuple(at + base for at in join.parts), join.separators) for join in lines(part.piece.json)]
                continue
            joins.append(Join((label, base), ("", ": ")))
            if cuts_a_number(part.name, part.piece.text):
                joins.append(Join((label, base), ("", "")))
        return tuple(segments), tuple(joins)

    def rebuild(self, changes: Mapping[Place, str], contents: Mapping[Place, bytes] = MappingProxyType({})) -> bytes:
        """The body with these texts changed, these parts (by place) with other bytes, and every other byte as it was.

        Raises UnknownPlaceError.
        """
        if changes and not changes.keys() <= {segment.place for segment in self.segments()[0]}:
            raise UnknownPlaceError
        out: list[bytes] = []
        at = 0
        for start, end, new in self._rewritten(changes, contents):
            out += (self.content[at:start], new)
            at = end
        return b"".join((*out, self.content[at:]))

    def _rewritten(self, changes: Mapping[Place, str], contents: Mapping[Place, bytes]) -> Iterator[tuple[int, int, bytes]]:
        for part in self.parts:
            for word in sorted(part.words, key=lambda word: word.start):
                if changes.get(word.place, word.text) != word.text:
                    yield word.start, word.end, word.write(changes[word.place]).encode("utf-8")
            if part.place in contents:
                yield part.start, part.end, contents[part.place]
            elif part.piece is not None:
                yield part.start, part.end, part.piece.rewrite(changes)

    def _files(self, part: Part) -> tuple[File, ...]:
        if part.piece is None:
            return (File(part.place, memoryview(self.content)[part.start : part.end], part.media, part.filename or ""),)
        return part.piece.json.files if part.piece.json is not None else ()


def _kind(word: Word) -> SegmentKind:
    return SegmentKind.KEY if word.place[-1] == KEY else SegmentKind.TEXT


def is_multipart(value: str) -> bool:
    """Whether a Content-Type is ``multipart/form-data``. Raises OpaqueBody for a malformed one."""
    return content_type.parse(value).media == "multipart/form-data"


def read(content: bytes, value: str) -> Multipart:
    """Reads a body with this Content-Type.

    Raises OpaqueBody: CONTENT_TYPE (another type, no boundary), UNKNOWN_SHAPE (cut in another way than strictly), CHARSET,
    AMBIGUOUS_HEADERS, TOO_MANY_LEAVES, and what JSON in a part raises.
    """
    kind = content_type.parse(value)
    boundary = kind.parameter("boundary")
    if kind.media != "multipart/form-data" or boundary is None or _BOUNDARY.fullmatch(boundary) is None:
        raise OpaqueBody(OpaqueReason.CONTENT_TYPE)
    content_type.require_utf8(kind)
    budget = Budget()
    parts: list[Part] = []
    for start, end in _cut(content, b"--" + boundary.encode("ascii")):
        if len(parts) == MAX_PARTS:
            raise OpaqueBody(OpaqueReason.TOO_MANY_LEAVES)
        parts.append(_part(content, start, end, ("parts", len(parts)), budget))
    if not parts:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    charset = [part.piece.text.strip().lower() for part in parts if part.name == "_charset_" and part.piece is not None]
    if any(name not in {"utf-8", "utf8"} for name in charset):  # HTML: it changes how every other part is read
        raise OpaqueBody(OpaqueReason.CHARSET)
    return Multipart(content, tuple(parts))


def _cut(content: bytes, delimiter: bytes) -> Iterator[tuple[int, int]]:
    """The offsets of each part, headers included."""
    if not content.startswith(delimiter + b"\r\n"):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    at = len(delimiter) + 2
    while True:
        end = content.find(delimiter, at)
        if end < at + 2 or content[end - 2 : end] != b"\r\n":
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        yield at, end - 2
        at = end + len(delimiter)
        if content[at : at + 2] == b"--":
            if content[at + 2 :] not in {b"", b"\r\n"}:
                raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
            return
        if content[at : at + 2] != b"\r\n":
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        at += 2


def _part(content: bytes, start: int, end: int, place: Place, budget: Budget) -> Part:
    blank = content.find(b"\r\n\r\n", start, min(end, start + MAX_HEAD))
    if blank < 0:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    head, begin = part_head.read(content, start, blank, place, budget), blank + 4
    if head.length is not None and head.length != str(end - begin):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    is_text = head.filename is None and head.kind.media in _TEXT_MEDIA
    piece = _text(content[begin:end], head.kind, place, budget) if is_text else None
    return Part(place, head.name, head.filename, head.kind.media, head.words, begin, end, piece)


def _text(raw: bytes, kind: ContentType, place: Place, budget: Budget) -> Piece:
    content_type.require_utf8(kind)
    return pieces.piece(raw, place, budget)
