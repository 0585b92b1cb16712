"""The memory in which a connection's TLS is opened and sealed, reached without pyOpenSSL's own functions.

Those check, allocate and translate errors on five calls for a word of a streamed answer (:mod:`gateway.proxy.lane`); here an error is only
noticed, and what it means is left to whoever asks pyOpenSSL next. OpenSSL's list of errors is one for all connections of a thread, so none
is left in it. The names with an underscore are pyOpenSSL's; mitmproxy, which uses some of them too, holds its version.
"""

from __future__ import annotations

import threading
from typing import Any

from OpenSSL import SSL

MAX_RECORD = 16 * 1024
"""Bytes of one TLS record in clear (RFC 8446 section 5.1): no peek gives more."""

_ROOM = 64 * 1024

_lib: Any = SSL._lib  # type: ignore[attr-defined]  # noqa: SLF001
_ffi: Any = SSL._ffi  # type: ignore[attr-defined]  # noqa: SLF001


class _Room(threading.local):
    """One for all connections of a thread: a thousand open streams need no thousand of them."""

    def __init__(self) -> None:
        self.room = _ffi.new("char[]", _ROOM)


_here = _Room()


class TlsFault(Exception):
    """What must not fail did."""


class TlsInMemory:
    """One side's TLS, after its handshake."""

    def __init__(self, connection: SSL.Connection) -> None:
        self._connection = connection  # holds the rest
        inside: Any = connection
        self._ssl, self._in, self._out = inside._ssl, inside._into_ssl, inside._from_ssl  # noqa: SLF001

    def put(self, data: bytes) -> None:
        """Takes what came from the other side."""
        if _lib.BIO_write(self._in, data, len(data)) != len(data):
            raise self._fault()

    def peek(self) -> bytes:
        """The next piece in clear, which stays; nothing where there is none, or an error."""
        room = _here.room
        length = _lib.SSL_peek(self._ssl, room, MAX_RECORD)
        if length > 0:
            return bytes(_ffi.buffer(room, length))
        _lib.ERR_clear_error()
        return b""

    def skip(self, length: int) -> None:
        """Lets go of a piece that was peeked at."""
        if _lib.SSL_read(self._ssl, _here.room, length) != length:
            raise self._fault()

    def seal(self, piece: bytes) -> bytes:
        """Bytes for the other side."""
        while piece:
            if (length := _lib.SSL_write(self._ssl, piece, len(piece))) <= 0:
                raise self._fault()
            piece = piece[length:]  # a record holds so much; clients may ask for smaller ones (RFC 8449)
        sealed, room = b"", _here.room
        while (length := _lib.BIO_read(self._out, room, _ROOM)) > 0:
            sealed += bytes(_ffi.buffer(room, length))
            if length < _ROOM:
                break
        return sealed

    @staticmethod
    def _fault() -> TlsFault:
        _lib.ERR_clear_error()
        return TlsFault()
