"""gRPC, gRPC-web and Connect streams: messages in frames of a flag, four bytes of length (big-endian) and the message.

``application/grpc-web-text`` is the same in base64. Flags: 0x01 compressed (opaque: the coding stands in a header of its own),
0x80 trailers of gRPC-web, 0x02 the end of a Connect stream, which is JSON. Sources: grpc/grpc doc/PROTOCOL-WEB.md, Connect protocol
reference ("Streaming RPCs").
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from gateway.extract import pieces, protobuf
from gateway.extract.budget import Budget
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.pieces import Carrier, Pieces
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment

_HEAD = 5
_COMPRESSED, _END_OF_STREAM, _TRAILERS = 0x01, 0x02, 0x80


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its flag, and what it holds (None: nothing)."""

    flag: int
    holds: Carrier | None = field(repr=False)

    def write(self, changes: Mapping[Place, str]) -> bytes:
        """The frame with the changes that are its own."""
        content = b""
        if self.holds is not None:
            own = {segment.place for segment in self.holds.segments()[0]}
            content = self.holds.rebuild({place: text for place, text in changes.items() if place in own})
        return bytes((self.flag,)) + len(content).to_bytes(4, "big") + content


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a body."""

    frames: tuple[Frame, ...]
    wrap: Callable[[bytes], bytes] = field(default=bytes, repr=False)
    raw: bytes = field(default=b"", repr=False)

    @property
    def files(self) -> tuple[File, ...]:
        """The files of all frames."""
        return tuple(file for frame in self.frames if frame.holds is not None for file in frame.holds.files)

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """The leaves of all frames."""
        found: list[Segment] = []
        together: list[Join] = []
        for frame in self.frames:
            if frame.holds is not None:
                base = len(found)
                segments, lines = frame.holds.segments()
                found += segments
                together += (replace(line, parts=tuple(part + base for part in line.parts)) for line in lines)
        return tuple(found), tuple(together)

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed. Raises UnknownPlaceError."""
        if not changes:
            return self.raw
        if not changes.keys() <= {segment.place for segment in self.segments()[0]}:
            raise UnknownPlaceError
        return self.wrap(b"".join(frame.write(changes) for frame in self.frames))


def read(content: bytes, *, text: bool = False, json: bool = False) -> Frames:
    """Reads frames: base64 where ``text``, of JSON where ``json`` (Connect), else of protobuf.

    Raises OpaqueBody: UNDECODABLE (no base64, a frame cut off), UNKNOWN_CODING (a compressed frame), and what the messages raise.
    """
    clear = _base64(content) if text else content
    budget = Budget()
    frames: list[Frame] = []
    at = 0
    while at < len(clear):
        end = at + _HEAD + int.from_bytes(clear[at + 1 : at + _HEAD], "big")
        if end > len(clear) or at + _HEAD > len(clear):
            raise OpaqueBody(OpaqueReason.UNDECODABLE)
        frames.append(_frame(clear[at], clear[at + _HEAD : end], len(frames), budget, json=json))
        at = end
    if not frames:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return Frames(tuple(frames), base64.b64encode if text else bytes, content)


def _frame(flag: int, content: bytes, at: int, budget: Budget, *, json: bool) -> Frame:
    if flag & _COMPRESSED:
        raise OpaqueBody(OpaqueReason.UNKNOWN_CODING)
    place: Place = ("frames", at)
    if not content:
        return Frame(flag, None)
    if flag == _TRAILERS:
        return Frame(flag, Pieces((pieces.piece(content, place, budget),)))
    if json or flag == _END_OF_STREAM:
        return Frame(flag, Pieces((pieces.json_piece(content, place, budget),)))
    if flag:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return Frame(flag, protobuf.read(content, place, budget))


def _base64(content: bytes) -> bytes:
    """The bytes of one base64 text, or of several one after another, each with its own padding."""
    out = bytearray()
    for block in content.replace(b"=", b"= ").replace(b"= = ", b"== ").split():
        try:
            out += base64.b64decode(block, validate=True)
        except (binascii.Error, ValueError):
            raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    return bytes(out)
