"""Takes Content-Encoding off a request body, bounded, so that what is scanned is the whole of what was sent.

Our own loop, because common helpers stop after the first gzip member, ignore bytes after the end of a stream and have no limit on
their output. The result goes on without a content coding (DESIGN, rule 8). Codings: RFC 9110 section 8.4.1, RFC 7932, RFC 8878.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
import zstandard

from gateway.extract import content_type
from gateway.model import OpaqueBody, OpaqueReason, RequestHead

MAX_CODINGS = 3
"""Codings stacked on one body. Clients use one; a tall stack only multiplies the work."""

MAX_MEMBERS = 4096
"""gzip members or zstd frames in one body. Parallel compressors make one per 64 kB or more; empty members cost time and carry nothing."""

_PIECE = 64 * 1024
"""Bytes given to zlib and brotli at once: what is copied at the end of a member stays small."""

_ZSTD_PIECE = 256
"""Bytes given to zstd at once. Its calls have no output limit, and four bytes can stand for a block of 128 kB: 256 make 8 MB at most."""

_ZSTD_WINDOW = 8 * 1024 * 1024
"""The largest window that RFC 9659 lets a zstd content coding ask for."""

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

_SINGLE = ("content-encoding", "content-type", "content-length")
"""Headers that two readers would take from different ends when they stand there twice."""


def decode(raw: bytes, head: RequestHead, limit: int) -> bytes:
    """The body in clear, ``limit`` bytes at most; memory stays within a small multiple of ``limit``.

    Raises OpaqueBody: AMBIGUOUS_HEADERS, CHARSET, CONTENT_TYPE (malformed), UNKNOWN_CODING, UNDECODABLE (also truncated),
    TRAILING_BYTES, TOO_LARGE (as sent), OUTPUT_LIMIT (after decoding).
    """
    _require_one_reading(head)
    kind = content_type.parse(head.header("content-type") or "")
    content_type.require_utf8(kind)
    if len(raw) > limit:
        raise OpaqueBody(OpaqueReason.TOO_LARGE)
    content = raw
    for decoder in reversed(_decoders(head)):
        content = decoder(content, limit) if content else content
    if kind.is_text and content.startswith(_BOMS):
        raise OpaqueBody(OpaqueReason.CHARSET)
    return content


def _require_one_reading(head: RequestHead) -> None:
    if any(len(head.values(name)) > 1 for name in _SINGLE):
        raise OpaqueBody(OpaqueReason.AMBIGUOUS_HEADERS)
    length = head.header("content-length")
    if length is not None and (not re.fullmatch("[0-9]+", length.strip(" \t")) or head.values("transfer-encoding")):
        raise OpaqueBody(OpaqueReason.AMBIGUOUS_HEADERS)


def _decoders(head: RequestHead) -> list[Callable[[bytes, int], bytes]]:
    value = head.header("content-encoding")
    if value is None:
        return []
    names = [name.strip(" \t").lower() for name in value.split(",")]
    if len(names) > MAX_CODINGS or any(name not in _CODINGS for name in names):
        raise OpaqueBody(OpaqueReason.UNKNOWN_CODING)
    return [_CODINGS[name] for name in names]


def _identity(data: bytes, limit: int) -> bytes:  # noqa: ARG001 - the signature of a decoder
    return data


def _pieces(data: bytes, start: int, size: int) -> Iterator[tuple[int, bytes]]:
    """(offset after the piece, piece) from ``start`` to the end."""
    for at in range(start, len(data), size):
        piece = data[at : at + size]
        yield at + len(piece), piece


def _gzip(data: bytes, limit: int) -> bytes:
    out = bytearray()
    at = 0
    for _ in range(MAX_MEMBERS):
        at = _zlib_stream(data, at, 16 + zlib.MAX_WBITS, out, limit)
        if at == len(data):
            return bytes(out)
        if data[at : at + 2] != b"\x1f\x8b":
            raise OpaqueBody(OpaqueReason.TRAILING_BYTES)
    raise OpaqueBody(OpaqueReason.OUTPUT_LIMIT)


def _deflate(data: bytes, limit: int) -> bytes:
    """RFC 9110 means zlib's wrapping; some clients send bare deflate. The two bytes of a zlib header tell which."""
    wrapped = len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0
    out = bytearray()
    if _zlib_stream(data, 0, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, out, limit) != len(data):
        raise OpaqueBody(OpaqueReason.TRAILING_BYTES)
    return bytes(out)


def _zlib_stream(data: bytes, start: int, wbits: int, out: bytearray, limit: int) -> int:
    """Appends one zlib stream to ``out``; returns the offset after its last byte."""
    stream = zlib.decompressobj(wbits)
    try:
        for end, piece in _pieces(data, start, _PIECE):
            out += stream.decompress(piece, limit - len(out) + 1)
            if len(out) > limit:
                raise OpaqueBody(OpaqueReason.OUTPUT_LIMIT)
            if stream.eof:
                return end - len(stream.unused_data)
    except zlib.error:
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    raise OpaqueBody(OpaqueReason.UNDECODABLE)


def _brotli(data: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    out = bytearray()
    try:
        for end, piece in _pieces(data, 0, _PIECE):
            some = stream.process(piece, output_buffer_limit=_PIECE)
            while some:  # the library holds output back over the limit of a call; an empty call asks for it
                out += some
                if len(out) > limit:
                    raise OpaqueBody(OpaqueReason.OUTPUT_LIMIT)
                some = stream.process(b"", output_buffer_limit=_PIECE)
            if stream.is_finished():
                if end != len(data):
                    raise OpaqueBody(OpaqueReason.TRAILING_BYTES)
                return bytes(out)
    except brotli.error:  # also for bytes after the end: the library does not tell the two apart
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    raise OpaqueBody(OpaqueReason.UNDECODABLE)


def _zstd(data: bytes, limit: int) -> bytes:
    context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    out = bytearray()
    at = 0
    for _ in range(MAX_MEMBERS):
        at = _zstd_frame(context, data, at, out, limit)
        if at == len(data):
            return bytes(out)
        magic = int.from_bytes(data[at : at + 4], "little")
        if magic != 0xFD2FB528 and magic & 0xFFFFFFF0 != 0x184D2A50:  # a frame, a skippable frame (RFC 8878, 3.1)
            raise OpaqueBody(OpaqueReason.TRAILING_BYTES)
    raise OpaqueBody(OpaqueReason.OUTPUT_LIMIT)


def _zstd_frame(context: zstandard.ZstdDecompressor, data: bytes, start: int, out: bytearray, limit: int) -> int:
    """Appends one frame to ``out``; returns the offset after its last byte."""
    frame = context.decompressobj()
    try:
        for end, piece in _pieces(data, start, _ZSTD_PIECE):
            out += frame.decompress(piece)
            if len(out) > limit:
                raise OpaqueBody(OpaqueReason.OUTPUT_LIMIT)
            if frame.eof:
                return end - len(frame.unused_data)
    except zstandard.ZstdError:
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    raise OpaqueBody(OpaqueReason.UNDECODABLE)


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "identity": _identity,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
