"""Protocol Buffers without their schema: a walk over the wire format, every text and number a leaf (protobuf.dev, "Encoding").

A length-delimited field does not say whether it is a text, a message or bytes. Printable UTF-8 is taken for text; else what parses whole
as a message is one; else UTF-8 with control characters is text; anything else is bytes nobody can read, and makes the body opaque. Numbers
are scanned in each reading their field may have (plain, zigzag, double), since none is ruled out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gateway.extract.budget import Budget, weight
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.place import INSIDE
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment, SegmentKind, Speaker

MAX_DEPTH = 32
"""Messages inside one another. Schemas of chat tools reach about ten; protobuf's own parsers stop at 100."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_FIELD = 2**29 - 1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its tag as sent, its kind on the wire, and what it holds: a text, a number, or fields of its own."""

    place: Place = field(repr=False)
    tag: bytes = field(repr=False)
    wire: int
    raw: bytes = field(repr=False)
    """The value as sent, without tag and length."""
    length: bytes = field(repr=False)
    """The length as sent: a varint may be padded."""
    text: str | None = field(repr=False)
    inside: tuple[Field, ...] | None = field(repr=False)

    def leaves(self) -> Iterator[Segment]:
        """The texts and numbers of the field and of all below it."""
        if self.inside is not None:
            for one in self.inside:
                yield from one.leaves()
        elif self.text is not None:
            if self.text:
                yield Segment(self.place, self.text, Speaker.USER)
        else:
            for at, number in enumerate(_numbers(self.wire, self.raw)):
                yield Segment((*self.place, *(INSIDE,) * at), number, Speaker.USER, SegmentKind.NUMBER)

    def write(self, changes: Mapping[Place, str]) -> bytes:
        """The field with the changes to its texts; lengths follow, everything else stays."""
        if self.wire != _BYTES:
            return self.tag + self.raw
        new = self.raw
        if self.inside is not None:
            new = b"".join(one.write(changes) for one in self.inside)
        elif self.place in changes and changes[self.place] != self.text:
            new = changes[self.place].encode("utf-8")
        return self.tag + (self.length if len(new) == len(self.raw) else _varint(len(new))) + new


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was read whole."""

    fields: tuple[Field, ...] = field(repr=False)

    @property
    def files(self) -> tuple[File, ...]:
        """None: bytes that nothing declares are not guessed at."""
        return ()

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every text and number. Neighbouring leaves of a message are one line: a number's context may be the text before it."""
        found: list[Segment] = []
        together: list[Join] = []
        self._collect(self.fields, found, together)
        return tuple(found), tuple(together)

    def _collect(self, fields: tuple[Field, ...], found: list[Segment], together: list[Join]) -> None:
        line: list[int] = []
        for one in fields:
            if one.inside is not None:
                self._collect(one.inside, found, together)
                continue
            line += range(len(found), len(found) + len(leaves := tuple(one.leaves())))
            found += leaves
        if len(line) > 1:
            together.append(Join(tuple(line), ("", *(" ",) * (len(line) - 1))))

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The message with these texts changed. Raises UnknownPlaceError, also for a number: its kind on the wire could not hold words."""
        texts = {segment.place for segment in self.segments()[0] if segment.kind is SegmentKind.TEXT}
        same = {segment.place: segment.text for segment in self.segments()[0]}
        if any(place not in texts and same.get(place) != new for place, new in changes.items()):
            raise UnknownPlaceError
        return b"".join(one.write(changes) for one in self.fields)


def read(content: bytes, place: Place = ("message",), budget: Budget | None = None) -> Message:
    """Reads a message. Raises OpaqueBody: UNKNOWN_SHAPE (no message, or bytes of an unknown kind in it), TOO_DEEP, TOO_MANY_LEAVES."""
    fields = _message(content, place, budget or Budget(), 1)
    if fields is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return Message(fields)


def _message(content: bytes, place: Place, budget: Budget, depth: int) -> tuple[Field, ...] | None:
    """The fields, or None when the bytes are no message."""
    raw = _split(content, budget, place)
    if raw is None:
        return None
    if depth > MAX_DEPTH:
        raise OpaqueBody(OpaqueReason.TOO_DEEP)
    fields: list[Field] = []
    for at, (tag, wire, length, value) in enumerate(raw):
        here = (*place, at)
        if wire != _BYTES:
            fields.append(Field(here, tag, wire, value, length, None, None))
            continue
        text = _text(value)
        if text is None or not _printable(text):
            inside = _message(value, here, budget, depth + 1)
            if inside is not None:
                fields.append(Field(here, tag, wire, value, length, None, inside))
                continue
        if text is None:
            return None  # bytes: if this was a guess at a message, another reading of the whole may still be right
        fields.append(Field(here, tag, wire, value, length, text, None))
    return tuple(fields)


def _split(content: bytes, budget: Budget, place: Place) -> list[tuple[bytes, int, bytes, bytes]] | None:
    """(tag, wire type, length, value) of each field; None when the bytes do not end where a field ends."""
    found: list[tuple[bytes, int, bytes, bytes]] = []
    at = 0
    while at < len(content):
        budget.take(weight(place))
        tag_end, tag = _read_varint(content, at)
        wire, number = tag & 7, tag >> 3
        if tag_end < 0 or not 0 < number <= _MAX_FIELD:
            return None
        start, end = tag_end, tag_end
        if wire == _VARINT:
            end, _ = _read_varint(content, tag_end)
        elif wire == _BYTES:
            start, size = _read_varint(content, tag_end)
            end = start + size if start >= 0 else -1
        elif wire in {_FIXED64, _FIXED32}:
            end = tag_end + (8 if wire == _FIXED64 else 4)
        else:
            return None  # groups are deprecated, 6 and 7 do not exist
        if end < 0 or end > len(content):
            return None
        found.append((content[at:tag_end], wire, content[tag_end:start], content[start:end]))
        at = end
    return found


def _read_varint(content: bytes, at: int) -> tuple[int, int]:
    """(offset after it, value); offset -1 when it is none (at most ten bytes of seven bits)."""
    value = 0
    for shift, byte in enumerate(content[at : at + 10]):
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            return at + shift + 1, value
    return -1, 0


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def _text(value: bytes) -> str | None:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _printable(text: str) -> bool:
    return _CONTROL.search(text) is None


def _numbers(wire: int, raw: bytes) -> list[str]:
    """What the number may stand for, each reading once."""
    if wire == _VARINT:
        plain = _read_varint(raw, 0)[1]
        signed = plain - 2**64 if plain >= 2**63 else plain
        readings = [signed, (plain >> 1) ^ -(plain & 1)]
    else:
        readings = [int.from_bytes(raw, "little", signed=True)]
        real = struct.unpack("<d" if wire == _FIXED64 else "<f", raw)[0]
        if real.is_integer() and abs(real) < 2**53:
            readings.insert(0, int(real))
    return [str(number) for number in dict.fromkeys(readings)]
