"""Trailers of answers: fields behind a chunked body (RFC 9112 section 7.1.2), which mitmproxy reads over HTTP/2 only.

Over HTTP/1.1 it raises NotImplementedError at them, in the midst of an answer. An intermediary may leave them out (RFC 9110 section
6.5.1), and a client that asks for an answer over HTTP/1.1 has to do without: so they are left out there, and the answer ends as any other.
Those of a request are text that would leave: over HTTP/1.1 they end it (:class:`gateway.proxy.layers.CustomsHttp1Server`), over HTTP/2
they are taken away.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from mitmproxy.proxy import commands, events
from mitmproxy.proxy.layers.http import Http1Client, ReceiveHttp, ResponseEndOfMessage

_read = Http1Client.read_body


def _read_body(self: Http1Client, event: events.Event) -> Generator[commands.Command, Any, None]:
    """As mitmproxy's; it has read the trailers when it raises."""
    try:
        yield from _read(self, event)
    except NotImplementedError:
        assert self.stream_id is not None  # noqa: S101  # it has read a body
        yield ReceiveHttp(ResponseEndOfMessage(self.stream_id))
        yield from self.mark_done(response=True)


def leave_out_trailers() -> None:
    """Once in a proxy process, before its first request."""
    setattr(Http1Client, "read_body", _read_body)  # noqa: B010  # mypy holds a method for fixed
