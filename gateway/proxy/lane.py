"""A short way for an answer that goes to the client as it comes: TLS off, a look for the answer's end, TLS on.

mitmproxy hands each piece of a streamed answer through some fifteen layers, twice as many generators and a task that has to be woken. What
they do with a piece in the midst of such an answer is nothing but this; so pieces in the midst take the short way, and everything else is
left to the layers: heads, the end, trailers, a chunk that is cut or unusual, faults, a provider or client that closes, a client that reads
slowly, answers that something reads (values come back, ids are noted), HTTP/2, WebSockets. Requests never come here.

What is left to the layers lies unread in the provider's TLS (it was only peeked at), and their own reader of the body stands where the
short way ended, so that they go on as if they had read all of it themselves.

Nothing here waits, and the layers' code does neither: while one runs, nothing else does.
"""

from __future__ import annotations

from h11._readers import ChunkedReader, ContentLengthReader, Http10Reader
from mitmproxy.connection import Connection, ConnectionState
from mitmproxy.http import HTTPFlow
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http import HttpClient
from mitmproxy.proxy.layers.modes import HttpProxy
from mitmproxy.proxy.layers.tls import ServerTLSLayer, TLSLayer
from mitmproxy.proxy.tunnel import TunnelState

from gateway.proxy.layers import STREAM, CustomsClientTLS, CustomsHttp1Server, CustomsHttpLayer, CustomsStream
from gateway.proxy.provider_http1 import CustomsHttp1Client
from gateway.proxy.tls_in_memory import TlsInMemory
from gateway.proxy.whole_chunks import whole_chunks

APPLICATION_DATA = b"\x17\x03\x03"
"""Begins its records, with TLS 1.2's number in 1.3 as well."""


class Lane:
    """The short way of one answer."""

    def __init__(self, stream: CustomsStream, http: CustomsHttpLayer, provider: ServerTLSLayer, reader: CustomsHttp1Client) -> None:
        self._stream, self._http, self._reader = stream, http, reader
        self._body = reader.body_reader
        self._provider = TlsInMemory(provider.tls)
        above = stream.context.layers[: stream.context.layers.index(stream)]
        self._clients = [TlsInMemory(one.tls) for one in reversed(above) if isinstance(one, CustomsClientTLS)]
        self._layers: list[Layer] = [*above, stream, http.connections[stream.context.client], provider, reader]

    def is_free(self) -> bool:
        """Whether the answer is in its midst and nothing else is under way. It stays so until an event reaches the layers."""
        stream, reader = self._stream, self._reader
        return (
            self._http.streams.get(stream.stream_id) is stream
            and stream.client_state == stream.state_done
            and stream.server_state == stream.state_stream_response_body
            and reader.state == reader.read_body
            and not reader.buf
            and reader.body_reader is self._body
            and _stands_between(self._body)
            and stream.context.client.state is ConnectionState.OPEN
            and reader.conn.state is ConnectionState.OPEN
            and not any(one._paused for one in self._layers)  # noqa: SLF001
        )

    def carry(self, data: bytes) -> tuple[bytes, bool]:
        """What the provider sent, as the client is to be sent it; and whether the layers have to go on, with what is left in TLS."""
        provider, records = self._provider, _records(data)
        provider.put(data)
        carried: list[bytes] = []
        while len(carried) != records or not records:
            piece = provider.peek()
            if not piece or not self._passes(piece):
                break
            sealed = piece
            for client in self._clients:
                sealed = client.seal(sealed)
            carried.append(sealed)
            provider.skip(len(piece))
            if isinstance(self._body, ContentLengthReader):
                self._body._remaining -= len(piece)  # noqa: SLF001
        return b"".join(carried), not records or len(carried) != records

    def _passes(self, piece: bytes) -> bool:
        """Whether the body goes on behind it, and the layers would send it in the same bytes."""
        match self._body:
            case ChunkedReader():
                return whole_chunks(piece)
            case ContentLengthReader() as body:
                return len(piece) < body._remaining  # noqa: SLF001
            case Http10Reader():
                return True


class Lanes:
    """Those of one client's connection, by the provider's."""

    def __init__(self) -> None:
        self._found: dict[Connection, CustomsStream | Lane | None] = {}

    def begins(self, flow: HTTPFlow) -> None:
        """An answer's head was read, and it is settled how its body goes to the client."""
        stream = flow.metadata.pop(STREAM, None)
        if isinstance(stream, CustomsStream) and flow.response and flow.response.stream is True:
            self._found[flow.server_conn] = stream

    def ends(self, connection: Connection) -> None:
        """The answer ended, or the connection."""
        self._found.pop(connection, None)

    def of(self, connection: Connection) -> Lane | None:
        """The short way of what comes on a provider's connection."""
        found = self._found.get(connection)
        if isinstance(found, CustomsStream):
            found = self._found[connection] = _lane(found)
        return found


def _lane(stream: CustomsStream) -> Lane | None:
    """None where a layer is on the way of which this file does not know what it does."""
    response, client = stream.flow.response, stream.context.client
    *above, http = stream.context.layers[: stream.context.layers.index(stream)]
    if response is None or not isinstance(http, CustomsHttpLayer) or not all(_lets_through(one, at, above) for at, one in enumerate(above)):
        return None
    answers, provider = http.connections[client], http.connections.get(stream.flow.server_conn)
    if type(answers) is not CustomsHttp1Server or answers.response is not response:
        return None
    if type(provider) is not ServerTLSLayer or not _is_open(provider) or not isinstance(provider.child_layer, HttpClient):
        return None
    reader = provider.child_layer.child_layer
    if type(reader) is not CustomsHttp1Client or reader.response is not response:
        return None
    chunked = isinstance(reader.body_reader, ChunkedReader)
    if chunked is not (response.headers.get("transfer-encoding", "").lower() == "chunked"):
        return None
    return Lane(stream, http, provider, reader)


def _lets_through(one: Layer, at: int, layers: list[Layer]) -> bool:
    """Whether it hands what goes to the client on as it is, but for TLS."""
    match one:
        case HttpProxy():
            return True
        case CustomsClientTLS():
            return _is_open(one)
        case ServerTLSLayer():
            return one.tunnel_state is TunnelState.INACTIVE  # the provider's connection is one of those that HTTP opened
        case CustomsHttpLayer():
            outer = one.connections[one.context.client]
            return type(outer) is CustomsHttp1Server and outer.state == outer.passthrough and at + 1 < len(layers)
        case CustomsStream():
            answer = one.flow.response
            return one.flow.request.method == "CONNECT" and answer is not None and not answer.headers
    return False


def _is_open(one: TLSLayer) -> bool:
    return one.tunnel_state is TunnelState.OPEN


def _stands_between(reader: ChunkedReader | ContentLengthReader | Http10Reader) -> bool:
    if isinstance(reader, ChunkedReader):
        return not (reader._bytes_in_chunk or reader._bytes_to_discard or reader._reading_trailer)  # noqa: SLF001
    return True


def _records(data: bytes) -> int:
    """How many TLS records it is, if each may be of the application (RFC 8446 section 5.1); 0 where it is not whole ones.

    As many pieces read, as many records come: then TLS itself has said nothing between (a new key, an alert), and nothing is left in it.
    """
    at = count = 0
    while data[at : at + 3] == APPLICATION_DATA:
        at += 5 + int.from_bytes(data[at + 3 : at + 5])
        count += 1
    return count if at == len(data) else 0
