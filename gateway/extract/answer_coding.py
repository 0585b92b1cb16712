"""Takes Content-Encoding off an answer while it arrives, piece by piece, so that its tokens can be read (RFC 9110 section 8.4.1).

Clients are asked to be answered in clear, but some providers code all the same. What goes on to the client is in clear then. A coding
nobody knows, or a stack of them, is not decoded: such an answer passes as it came. What is decoded is bounded piece by piece: a piece of
network data that unfolds to more than MAX_PIECE ends the decoding with ValueError.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

MAX_PIECE = 32 * 1024 * 1024
"""Bytes that one piece from the network (64 kB at most) may unfold to: five hundred times its size is no text."""

type Decoder = Callable[[bytes], bytes]
"""The next bytes of the answer → what they stand for. Raises ValueError for what is not in that coding."""


def decoder(value: str) -> Decoder | None:
    """The decoder of one answer with this Content-Encoding; None when nothing here decodes it."""
    make = _CODINGS.get(value.strip(" \t").lower())
    return None if make is None else make()


def _identity() -> Decoder:
    return bytes


class _Zlib:
    """gzip, all members of it, or deflate with its wrapping or without."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._begun = False

    def __call__(self, data: bytes) -> bytes:
        out = bytearray()
        try:
            while data:
                out += self._some(data, len(out))
                if not self._stream.eof:
                    break
                data = self._stream.unused_data
                self._stream = zlib.decompressobj(self._wbits)
        except zlib.error:
            raise ValueError("not in its coding") from None
        return bytes(out)

    def _some(self, data: bytes, so_far: int) -> bytes:
        if not self._begun and self._wbits == zlib.MAX_WBITS and data[0] & 0x0F != zlib.DEFLATED:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)  # bare deflate, as some servers send it
        self._begun = True
        some = self._stream.decompress(data, MAX_PIECE - so_far + 1)
        if so_far + len(some) > MAX_PIECE:
            raise ValueError("unfolds to too much")
        return some


def _brotli() -> Decoder:
    stream = brotli.Decompressor()

    def more(data: bytes) -> bytes:
        out = bytearray()
        try:
            some = stream.process(data, output_buffer_limit=MAX_PIECE)
            while some:
                out += some
                if len(out) > MAX_PIECE:
                    raise ValueError("unfolds to too much")
                some = stream.process(b"", output_buffer_limit=MAX_PIECE)
        except brotli.error:
            raise ValueError("not in its coding") from None
        return bytes(out)

    return more


_ZSTD_WINDOW = 8 * 1024 * 1024
"""The largest window that RFC 9659 lets a zstd content coding ask for."""

_ZSTD_PIECE = 256
"""Bytes given to zstd at once: its calls have no output limit, and four bytes can stand for a block of 128 kB."""


class _Zstd:
    """All frames."""

    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._context.decompressobj()

    def __call__(self, data: bytes) -> bytes:
        out = bytearray()
        try:
            for at in range(0, len(data), _ZSTD_PIECE):
                piece = data[at : at + _ZSTD_PIECE]
                while piece:
                    out += self._frame.decompress(piece)
                    if len(out) > MAX_PIECE:
                        raise ValueError("unfolds to too much")
                    piece = self._frame.unused_data if self._frame.eof else b""
                    if self._frame.eof:
                        self._frame = self._context.decompressobj()
        except zstandard.ZstdError:
            raise ValueError("not in its coding") from None
        return bytes(out)


_CODINGS: dict[str, Callable[[], Decoder]] = {
    "": _identity,
    "identity": _identity,
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "br": _brotli,
    "zstd": _Zstd,
}
