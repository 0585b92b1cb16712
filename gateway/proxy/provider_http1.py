"""The provider's side of HTTP/1.1: what may stand before and behind an answer does not leave its client waiting, and what does not end
is not collected.

mitmproxy takes an interim answer (103 Early Hints, a 100 that nobody asked for) for the answer itself, and cannot read trailers at all: in
both cases the client waits, until the connection is given up, for what has come long ago. A head, or the line before a chunk, it collects
without limit.

Trailers of a request are text that would leave: over HTTP/1.1 they end it (:class:`gateway.proxy.layers.CustomsHttp1Server`), over HTTP/2
they are taken away.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from mitmproxy.proxy import commands, events
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http import (
    ErrorCode,
    Http1Client,
    HttpClient,
    ReceiveHttp,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseProtocolError,
)
from mitmproxy.proxy.tunnel import TunnelLayer

type Commands = Generator[commands.Command, Any, None]

FINAL, SWITCHING = 200, 101

MAX_LINES_BYTES = 256 * 1024
"""Of an answer's head, its trailers, or the line before a chunk: what Chromium takes of a head, and far more than any provider sends."""


class CustomsHttp1Client(Http1Client):
    """mitmproxy's, with interim answers left out, and trailers, and a bound on what has no end."""

    def _handle_event(self, event: events.Event) -> Commands:
        yield from super()._handle_event(event)
        if len(self.buf) > MAX_LINES_BYTES and self.stream_id is not None and self.state in {self.read_headers, self.read_body}:
            self.state = self.done
            yield commands.CloseConnection(self.conn)
            yield ReceiveHttp(ResponseProtocolError(self.stream_id, "lines without an end", ErrorCode.GENERIC_SERVER_ERROR))

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        """Interim answers stay here: a client that waits for a 100 has had ours (RFC 9110 section 10.1.1), 103 are hints (RFC 8297)."""
        while True:
            steps = super().read_headers(event)
            for command in steps:
                if isinstance(command, ReceiveHttp) and isinstance(command.event, ResponseHeaders) and _interim(command.event):
                    steps.close()
                    self.response = None
                    break
                yield command
            else:
                return

    def read_body(self, event: events.Event) -> Commands:
        """Trailers (RFC 9112 section 7.1.2) may be left out by whoever passes a message on (RFC 9110 section 6.5.1)."""
        try:
            yield from super().read_body(event)
        except NotImplementedError:
            assert self.stream_id is not None  # noqa: S101  # a body is read
            yield ReceiveHttp(ResponseEndOfMessage(self.stream_id))
            yield from self.mark_done(response=True)


def _interim(head: ResponseHeaders) -> bool:
    return head.response.status_code < FINAL and head.response.status_code != SWITCHING


def take_over(connection: Layer | None) -> None:
    """Puts ours in the place of mitmproxy's on a connection that was just opened. ``connection`` is its outermost layer."""
    while isinstance(connection, TunnelLayer):
        connection = connection.child_layer
    if isinstance(connection, HttpClient) and type(getattr(connection, "child_layer", None)) is Http1Client:
        ours = CustomsHttp1Client(connection.context)
        for _ in ours.handle_event(events.Start()):
            raise AssertionError("it only begins to wait")
        connection.child_layer, connection._handle_event = ours, ours.handle_event  # noqa: SLF001  # as it does
