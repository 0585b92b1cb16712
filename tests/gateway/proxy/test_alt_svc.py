"""HTTP/3 is not offered on: it would go around a TCP proxy (RFC 7838: a header, a frame of HTTP/2, in trailers and early hints)."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from gateway.demo.certificates import Authority
from support.ca import authority
from support.proxy import Running, running
from support.socket_provider import HOST, SocketProvider, socket_provider

OFFER = ("alt-svc", 'h3=":443"; ma=86400')


@dataclass
class Http2Provider:
    """Offers HTTP/3 in every way that HTTP/2 has."""

    port: int
    ca: Path


def answer(connection: ssl.SSLSocket) -> None:
    spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    spoken.initiate_connection()
    connection.sendall(spoken.data_to_send())
    while data := connection.recv(65536):
        for event in spoken.receive_data(data):
            if isinstance(event, h2.events.StreamEnded):
                number = event.stream_id
                spoken.advertise_alternative_service(OFFER[1].encode(), stream_id=number)
                spoken.send_headers(number, [(":status", "103"), OFFER])
                spoken.send_headers(number, [(":status", "200"), ("content-type", "application/json"), OFFER])
                spoken.send_data(number, b"{}")
                spoken.send_headers(number, [OFFER, ("x-end", "1")], end_stream=True)
        connection.sendall(spoken.data_to_send())


@contextmanager
def http2_provider(folder: Path) -> Iterator[Http2Provider]:
    made = Authority()
    folder.mkdir()
    (folder / "ca.pem").write_bytes(made.pem())
    context = made.context(HOST, ("h2",))
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            raw, _ = listening.accept()
            with context.wrap_socket(raw, server_side=True) as connection:
                answer(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield Http2Provider(listening.getsockname()[1], folder / "ca.pem")
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)


def secure(proxy: Running, alpn: str) -> ssl.SSLSocket:
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\r\n".encode())
    assert b" 200 " in raw.recv(4096)
    context = ssl.create_default_context(cadata=authority().pem.decode())
    context.set_alpn_protocols([alpn])
    return context.wrap_socket(raw, server_hostname=HOST)


def test_over_http2(tmp_path: Path) -> None:
    """Neither header, frame, early hint nor trailer reaches the client; other trailers do."""
    with http2_provider(tmp_path / "provider") as provider, running(provider, tmp_path) as proxy, secure(proxy, "h2") as connection:  # type: ignore[arg-type]
        spoken = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
        spoken.initiate_connection()
        spoken.send_headers(1, [(":method", "GET"), (":scheme", "https"), (":authority", HOST), (":path", "/v1/models")], end_stream=True)
        connection.sendall(spoken.data_to_send())
        seen: list[h2.events.Event] = []
        while not any(isinstance(event, h2.events.StreamEnded) for event in seen):
            data = connection.recv(65536)
            assert data, "the connection ended early"
            seen += spoken.receive_data(data)
            connection.sendall(spoken.data_to_send())
    headers = [pair for event in seen for pair in getattr(event, "headers", None) or ()]
    assert (":status", "200") in headers
    assert ("x-end", "1") in headers
    assert not [pair for pair in headers if "alt-svc" in pair[0]]
    assert not [event for event in seen if isinstance(event, h2.events.AlternativeServiceAvailable)]


@pytest.mark.parametrize(
    "head",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nAlt-Svc: h3=":443"\r\naLT-sVC: h3-29=":443"\r\n\r\n{}',
        b'HTTP/1.1 103 Early Hints\r\nAlt-Svc: h3=":443"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
        b"HTTP/1.1 404 Not Found\r\nAlt-Svc: clear\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=["an answer", "an early hint", "an error"],
)  # fmt: skip
def test_over_http1(tmp_path: Path, head: bytes) -> None:
    """In any spelling, on any status."""
    with socket_provider(tmp_path / "provider") as provider, running(provider, tmp_path) as proxy, secure(proxy, "http/1.1") as connection:  # type: ignore[arg-type]
        assert isinstance(provider, SocketProvider)
        provider.raw_answer = head
        connection.sendall(f"GET /v1/models HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        data = b""
        with suppress(OSError):
            while piece := connection.recv(65536):
                data += piece
                if b"\r\n\r\n" in data:
                    break
    assert data.startswith(head.rpartition(b"HTTP/1.1 ")[1] + head.rpartition(b"HTTP/1.1 ")[2][:3]), "an early hint stays here"
    assert b"alt-svc" not in data.lower()
