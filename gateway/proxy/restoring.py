"""The answer to a pseudonymised request on its way to the client: its tokens become values again, piece by piece.

A fault here must not end in a lost answer: from the piece on that could not be read the answer goes on as it came, with its tokens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from mitmproxy import http

from gateway.extract.api import AnswerStream
from gateway.proxy.outcome import Restoring

logger = logging.getLogger(__name__)

_KEY = "celnice_restoring"
"""Key of a flow's metadata."""

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
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        return None
    reader = restoring.stream(response.headers.get("content-type", ""))
    response.headers.pop("content-length", None)  # values are not as long as their tokens
    if not flow.request.is_http2:
        response.headers["transfer-encoding"] = "chunked"
    return _Pieces(reader)


class _Pieces:
    def __init__(self, reader: AnswerStream) -> None:
        self._reader: AnswerStream | None = reader

    def __call__(self, data: bytes) -> list[bytes]:
        """b"" is the end. Never an empty piece: in chunks it would end the answer."""
        if self._reader is None:
            return [data] if data else []
        try:
            piece = self._reader.feed(data) if data else self._reader.close()
        except Exception as error:  # noqa: BLE001  # whatever it is, the answer goes on
            logger.error("an answer is not restored any more: %s", type(error).__name__)  # noqa: TRY400
            self._reader = None
            piece = data
        return [piece] if piece else []
