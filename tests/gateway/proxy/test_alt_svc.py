"""HTTP/3 is not offered on: it would go around a TCP proxy (RFC 7838: a header, a frame of HTTP/2, in trailers and early hints)."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from support.ca import authority
from support.http2_provider import http2_provider
from support.proxy import Running, running
from support.socket_provider import HOST, SocketProvider, socket_provider


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
