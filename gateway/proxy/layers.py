"""Our own layers over mitmproxy's HTTP: limits on requests, early answers, and error texts that repeat nothing.

mitmproxy's ``body_size_limit`` also cuts streamed responses and answers with pages of its own; ``stream_large_bodies`` hides bodies
from addons (mitmproxy#4470). So the limits stand here, on requests only.

* An answer set in ``requestheaders`` goes out at once and no body is read into memory.
* A body that grows over the limit triggers ``request_oversize`` and is answered at once.
* mitmproxy's parser puts pieces of the request into its error pages and logs: ours say only that the request was malformed.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, ClassVar

from mitmproxy import http
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import (
    DropStream,
    ErrorCode,
    Http1Server,
    Http2Server,
    HttpLayer,
    HttpRequestHeadersHook,
    HttpResponseHeadersHook,
    HttpStream,
    ReceiveHttp,
    RegisterHttpConnection,
    RequestData,
    RequestEndOfMessage,
    RequestHeaders,
    RequestProtocolError,
    RequestTrailers,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseProtocolError,
    ResponseTrailers,
    SendHttp,
)
from mitmproxy.proxy.layers.tls import ClientTLSLayer

from gateway.proxy.budget import Budget
from gateway.proxy.provider_http1 import take_over
from gateway.proxy.unreached_words import said
from gateway.proxy.websocket_handshake import accepted, admitted
from gateway.proxy.websocket_layer import CustomsWebsocketLayer

type Commands = Generator[commands.Command, Any, None]

MAX_HEAD_BYTES = 64 * 1024
"""Request line and headers. Servers commonly stop at 8 to 32 kB; a session's cookies reach 16."""

MAX_DISCARDED_BYTES = 64 * 1024 * 1024
"""After a refusal the rest of the body is read and thrown away, because many clients read the answer only after they have sent all;
a client that sends even more is cut off."""

_MALFORMED_TEXT = b"Celnice: the request is not well-formed HTTP/1.1.\n"
MALFORMED = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (
    len(_MALFORMED_TEXT),
    _MALFORMED_TEXT,
)

SWITCHING = 101

STREAM = "celnice_stream"
"""Key of a flow's metadata, while its answer's head is read: the flow's layer."""

MAX_WAITING_BYTES = 64 * 1024
"""What a client may send over HTTP/1.1 behind a request that is not answered yet (there is no pipelining)."""

MAX_PIECES = 50_000
"""Chunks or frames of one body. Honest clients send kilobytes at a time; a body of single bytes costs more to read than to judge."""

MAX_HELLO_BYTES = 64 * 1024
"""A ClientHello has a few hundred bytes, with post-quantum keys some two thousand; mitmproxy parses it anew at each read."""


@dataclass
class RequestOversizeHook(commands.StartHook):
    """The body of a request grew over the limit while it was read. The addon sets the answer."""

    flow: http.HTTPFlow
    name: ClassVar[str] = "request_oversize"


class CustomsStream(HttpStream):
    """One request and its answer."""

    limit: int
    budget: Budget
    _discarded = 0
    _held = 0
    _pieces = 0

    def state_wait_for_request_headers(self, event: RequestHeaders) -> Commands:
        """As mitmproxy's, but an answer set in ``requestheaders`` goes out at once."""
        steps = super().state_wait_for_request_headers(event)
        reply: Any = None
        while True:
            try:
                command = steps.send(reply)
            except StopIteration:
                return
            reply = yield command
            if isinstance(command, HttpRequestHeadersHook) and self.flow.response and not self.flow.error:
                steps.close()
                yield from self._answer_now()
                return

    def state_consume_request_body(self, event: events.Event) -> Commands:
        """As mitmproxy's, but bounded."""
        if isinstance(event, RequestData) and not self._may_hold(event.data):
            self.request_body_buf.clear()
            self._release()
            yield RequestOversizeHook(self.flow)
            if not self.flow.response:  # the addon failed: the stream must not go on
                self.flow.response = http.Response.make(413, b"", {"connection": "close"})
            yield from self._answer_now()
            return
        yield from super().state_consume_request_body(event)

    def _may_hold(self, data: bytes) -> bool:
        self._pieces += 1
        if len(self.request_body_buf) + len(data) > self.limit or self._pieces > MAX_PIECES:
            return False
        if not self.budget.take(self.context.client, len(data)):
            return False
        self._held += len(data)
        return True

    def _release(self) -> None:
        self.budget.give_back(self.context.client, self._held)
        self._held = 0

    def state_wait_for_response_headers(self, event: ResponseHeaders) -> Commands:
        """As mitmproxy's; the request has left, so its body need not stay in memory while the answer streams.

        Another protocol than an admitted WebSocket is not switched to: the answer is a 502.
        """
        self.flow.request.data.content = b""
        self.flow.metadata[STREAM] = self
        self._release()
        if event.response.status_code == SWITCHING and not accepted(self.flow, event.response):
            yield commands.CloseConnection(self.context.server)
            yield from self.handle_protocol_error(ResponseProtocolError(self.stream_id, "", ErrorCode.GENERIC_SERVER_ERROR))
            return
        yield from super().state_wait_for_response_headers(event)

    def state_stream_response_body(self, event: events.Event) -> Commands:
        """As mitmproxy's; trailers do not offer HTTP/3 either, and are left out over HTTP/1.1, for which mitmproxy cannot write them."""
        if isinstance(event, ResponseTrailers):
            event.trailers.pop("alt-svc", None)
            if not self.flow.request.is_http2:
                return
        yield from super().state_stream_response_body(event)

    def flow_done(self) -> Commands:
        """As mitmproxy's, but an admitted WebSocket gets our layer."""
        self._release()
        if self.flow.response is None or self.flow.response.status_code != SWITCHING or admitted(self.flow) is None:
            yield from super().flow_done()
            return
        self.child_layer = CustomsWebsocketLayer(self.context, self.flow, self.limit, self.budget)
        self._handle_event = self.passthrough
        yield from self.child_layer.handle_event(events.Start())
        yield SendHttp(ResponseEndOfMessage(self.stream_id), self.context.client)

    def handle_protocol_error(self, event: RequestProtocolError | ResponseProtocolError) -> Commands:
        """As mitmproxy's."""
        self._release()
        yield from super().handle_protocol_error(event)

    def _answer_now(self) -> Commands:
        assert self.flow.response  # noqa: S101  # both callers made sure
        if not self.flow.request.is_http2:
            self.flow.response.headers["connection"] = "close"
        self.client_state = self.state_discard_request_body
        self.flow.response.timestamp_start = time.time()
        yield HttpResponseHeadersHook(self.flow)
        yield from self.send_response()
        yield SendHttp(ResponseEndOfMessage(self.stream_id), self.context.client)

    def state_discard_request_body(self, event: RequestData | RequestTrailers | RequestEndOfMessage) -> Commands:
        """After an early answer: reads the rest into nothing."""
        if isinstance(event, RequestData):
            self._discarded += len(event.data)
            if self._discarded > MAX_DISCARDED_BYTES:
                yield commands.CloseConnection(self.context.client)
        elif isinstance(event, RequestEndOfMessage):
            self.client_state = self.state_done
            self.flow.live = False
            yield DropStream(self.stream_id)


class CustomsHttp1Server(Http1Server):
    """The client side of HTTP/1.1, with a bound on the head and errors that repeat nothing."""

    def _handle_event(self, event: events.Event) -> Commands:
        """As mitmproxy's, but what comes behind an unanswered request is bounded."""
        behind = self.request_done and self.state != self.passthrough  # a WebSocket bounds its own messages
        if isinstance(event, events.DataReceived) and behind and len(self.buf) + len(event.data) > MAX_WAITING_BYTES:
            tunnel = self.request is not None and self.request.data.method == b"CONNECT"
            if not tunnel:
                yield commands.CloseConnection(self.conn)
                self.state = self.done
                return
        yield from super()._handle_event(event)

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        """As mitmproxy's; whatever it would send from here is an error page that quotes the request."""
        endless = len(self.buf) > MAX_HEAD_BYTES and b"\r\n\r\n" not in bytes(self.buf)[:MAX_HEAD_BYTES]
        if isinstance(event, events.DataReceived) and endless:
            yield commands.SendData(self.conn, MALFORMED)
            yield commands.CloseConnection(self.conn)
            self.state = self.done
            return
        steps = super().read_headers(event)
        reply: Any = None
        while True:
            try:
                command = steps.send(reply)
            except StopIteration:
                return
            if isinstance(command, commands.Log):
                reply = None
                continue
            if isinstance(command, commands.SendData):
                command = commands.SendData(self.conn, MALFORMED)
            if isinstance(command, ReceiveHttp) and isinstance(command.event, RequestHeaders) and _folded(command.event.request):
                steps.close()
                yield commands.SendData(self.conn, MALFORMED)
                yield commands.CloseConnection(self.conn)
                self.state = self.done
                return
            reply = yield command

    def read_body(self, event: events.Event) -> Commands:
        """As mitmproxy's; chunked trailers, which it does not implement, end the connection instead of crashing the layer."""
        try:
            yield from super().read_body(event)
        except NotImplementedError:
            yield commands.SendData(self.conn, MALFORMED)
            yield commands.CloseConnection(self.conn)
            self.state = self.done
            yield ReceiveHttp(RequestProtocolError(self.stream_id, "trailers", ErrorCode.GENERIC_CLIENT_ERROR))


class CustomsClientTLS(ClientTLSLayer):
    """TLS with the client, with a bound on its first message."""

    def receive_handshake_data(self, data: bytes) -> Generator[commands.Command, Any, tuple[bool, str | None]]:
        """As mitmproxy's; a hello that does not end ends the connection."""
        if not self.client_hello_parsed and len(self.recv_buffer) + len(data) > MAX_HELLO_BYTES:
            return False, "the ClientHello is too long"
        return (yield from super().receive_handshake_data(data))


def _folded(request: http.Request) -> bool:
    """Whether a header goes on in the next line (RFC 9112, 5.2: obsolete, and read in two ways)."""
    return any(b"\n" in value or b"\r" in value for _, value in request.headers.fields)


class CustomsHttpLayer(HttpLayer):
    """An HTTP layer whose streams are ours. ``limit`` is the largest request body in bytes."""

    def __init__(self, context: Context, mode: Any, limit: int, budget: Budget) -> None:
        super().__init__(context, mode)
        self.limit = limit
        self.budget = budget

    def _handle_event(self, event: events.Event) -> Commands:
        if isinstance(event, events.Start) and self.context.client.alpn != b"h2":
            # mitmproxy keeps a client connection that is already there (it does so for replay).
            self.connections[self.context.client] = CustomsHttp1Server(self.context.fork())
        yield from super()._handle_event(event)

    def make_stream(self, stream_id: int) -> Commands:
        """A stream of ours."""
        stream = CustomsStream(self.context.fork(), stream_id)
        stream.limit = self.limit
        stream.budget = self.budget
        self.streams[stream_id] = stream
        yield from self.event_to_child(stream, events.Start())

    def register_connection(self, command: RegisterHttpConnection) -> Commands:
        """As mitmproxy's; what a provider says over HTTP/1.1 is read by ours."""
        take_over(self.connections.get(command.connection))
        yield from super().register_connection(command)

    def event_to_child(self, child: layer.Layer, event: events.Event) -> Commands:
        """As mitmproxy's, but error messages on their way to the client lose what they quote."""
        if isinstance(event, ResponseProtocolError) and isinstance(child, Http1Server | Http2Server):
            event = ResponseProtocolError(event.stream_id, said(event.message, event.code.http_status_code()), event.code)
        yield from super().event_to_child(child, event)
