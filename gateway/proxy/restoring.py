"""The answer to a pseudonymised request on its way to the client: its tokens become values again, piece by piece.

A fault here must not end in a lost answer: from the piece on that could not be read the answer goes on as it came, with its tokens.
Where the provider codes its answer although it was asked not to, the client gets it in clear.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from mitmproxy import http

from gateway.extract.answer_coding import Decoder, decoder
from gateway.extract.api import AnswerStream
from gateway.extract.named_in_answer import NamedInAnswer
from gateway.proxy.outcome import Restoring

logger = logging.getLogger(__name__)

_KEY = "celnice_restoring"
"""Key of a flow's metadata."""

_OF_OTHER_BYTES = ("content-encoding", "content-length", "content-md5", "digest", "content-digest", "etag", "accept-ranges")
"""What describes the bytes as the provider sent them: values are not as long as their tokens."""

_EMPTY = frozenset({204, 304})
"""Answers without a body, in chunks neither (RFC 9112 section 6.1)."""


def expect(flow: http.HTTPFlow, restoring: Restoring | None) -> None:
    """Remembers how the answer is restored, and asks for one in clear."""
    if restoring is not None:
        flow.metadata[_KEY] = restoring
        flow.request.headers["accept-encoding"] = "identity"


def stream(flow: http.HTTPFlow) -> Callable[[bytes], list[bytes]] | None:
    """What mitmproxy asks for each piece of this answer; None where nothing is to be restored, or its coding cannot be read."""
    restoring: Restoring | None = flow.metadata.pop(_KEY, None)
    response = flow.response
    if restoring is None or response is None or response.status_code in _EMPTY:
        return None
    decode = decoder(response.headers.get("content-encoding", ""))
    if decode is None:
        logger.error("an answer is not restored: its content coding is not known")
        return None
    reader = restoring.stream(response.headers.get("content-type", ""))
    for name in _OF_OTHER_BYTES:
        response.headers.pop(name, None)
    if flow.request.method == "GET":  # the browser would keep the values longer than the table is kept
        response.headers["cache-control"] = "no-store"
    if not flow.request.is_http2:
        response.headers["transfer-encoding"] = "chunked"
    return _Pieces(reader, decode, restoring)


class _Pieces:
    def __init__(self, reader: AnswerStream, decode: Decoder, restoring: Restoring | None = None) -> None:
        self._reader: AnswerStream | None = reader
        self._decode: Decoder | None = decode
        self._begins = restoring.begins if restoring else None
        self._named = NamedInAnswer(restoring.format.name) if restoring and restoring.begins else None

    def __call__(self, data: bytes) -> list[bytes]:
        """b"" is the end. Never an empty piece: in chunks it would end the answer."""
        clear = self._clear(data)
        if self._named is not None and self._begins is not None and (key := self._named.feed(clear)):
            self._begins(key)
        piece = self._read(clear, last=not data)
        return [piece] if piece else []

    def _clear(self, data: bytes) -> bytes:
        """The piece without its coding; nothing from the piece on that is not in that coding: a client can do nothing with it either."""
        try:
            return self._decode(data) if self._decode and data else b""
        except ValueError:
            logger.error("an answer ends: it is not in the coding it announces")  # noqa: TRY400
            self._decode = None
            return b""

    def _read(self, clear: bytes, *, last: bool) -> bytes:
        if self._reader is None:
            return clear
        try:
            return (self._reader.feed(clear) if clear else b"") + (self._reader.close() if last else b"")
        except Exception as error:  # noqa: BLE001  # whatever it is, the answer goes on
            logger.error("an answer is not restored any more: %s", type(error).__name__)  # noqa: TRY400
            self._reader = None
            return clear
