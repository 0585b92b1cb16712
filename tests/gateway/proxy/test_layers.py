"""Our layers over mitmproxy's HTTP, on raw sockets: limits, early answers, and errors that repeat nothing."""

from __future__ import annotations

import asyncio
import socket
import ssl

import pytest

from gateway.proxy import layers
from support.ca import authority
from support.proxy import VALUE, Running


def tunnel(proxy: Running, host: str = "api.openai.com", alpn: str = "http/1.1") -> ssl.SSLSocket:
    """A TLS connection through CONNECT."""
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += raw.recv(1)
    assert b" 200 " in answer
    context = ssl.create_default_context(cadata=authority().pem.decode())
    context.set_alpn_protocols([alpn])
    return context.wrap_socket(raw, server_hostname=host)


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except (ConnectionError, ssl.SSLError):
        pass
    return data


def status(answer: bytes) -> bytes:
    return answer.split(b" ", 2)[1] if answer else b""


MALFORMED = [
    (f"GET /{VALUE} 715319\r\n\r\n".encode(), "HTTP/0.9, or no version"),
    (f"POST /x HTTP/1.1\r\nHost: api.openai.com\r\n{VALUE}\r\n\r\n".encode(), "a header without a colon"),
    (f"POST /x HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: {VALUE}\r\n\r\n".encode(), "a length that is no number"),
    (
        b"POST /x HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "two lengths (request smuggling)",
    ),
    (b"POST /x HTTP/1.1\r\nHost: api.openai.com\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "a chunk size that is no number"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "h2c inside TLS that spoke HTTP/1.1"),
    (f"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nX-A: b\r\n {VALUE}\r\n\r\n".encode(), "a folded header"),
    (bytes(range(256)) + b"\r\n\r\n", "random bytes inside TLS"),
]


@pytest.mark.parametrize(("sent", "why"), MALFORMED, ids=[row[1] for row in MALFORMED])
def test_malformed_requests_end_here(proxy: Running, sent: bytes, why: str) -> None:
    """The connection ends, the error repeats nothing of the request, the provider sees nothing."""
    connection = tunnel(proxy)
    connection.sendall(sent)
    answer = everything(connection)
    connection.close()
    assert status(answer) in {b"400", b"403", b""}, why
    assert VALUE.encode() not in answer
    assert b"715319" not in answer
    assert proxy.provider.untouched()


def test_trailers_end_the_connection(proxy: Running) -> None:
    """Chunked trailers could carry text that nobody scanned."""
    connection = tunnel(proxy)
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nTransfer-Encoding: chunked\r\n\r\n"
    connection.sendall(head + b"2\r\n{}\r\n0\r\nX-Note: " + VALUE.encode() + b"\r\n\r\n")
    answer = everything(connection)
    connection.close()
    assert status(answer) == b"400"
    assert proxy.provider.untouched()


def test_an_endless_head_ends(proxy: Running) -> None:
    """Headers are bounded, so that one connection cannot fill the memory."""
    connection = tunnel(proxy)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: api.openai.com\r\nX: ")
    try:
        for _ in range(2 * layers.MAX_HEAD_BYTES // 4096):
            connection.sendall(b"x" * 4096)
    except (ConnectionError, ssl.SSLError):
        pass
    assert status(everything(connection)) in {b"400", b""}
    connection.close()
    assert proxy.provider.untouched()


def test_a_refusal_by_the_head_does_not_wait_for_the_body(proxy: Running) -> None:
    """The answer goes out after the headers, while the body is still to come, and the body is read into nothing."""
    connection = tunnel(proxy)
    connection.sendall(b"POST /v1/unknown HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 100000\r\n\r\n" + b"x" * 10)
    answer = connection.recv(65536)
    assert status(answer) == b"403"
    connection.sendall(b"x" * (100000 - 10))
    everything(connection)
    connection.close()
    assert proxy.provider.untouched()


def test_expect_continue_is_not_answered_before_a_refusal(proxy: Running) -> None:
    """A client that asks first is told no, and never sends its body."""
    connection = tunnel(proxy)
    head = b"POST /v1/unknown HTTP/1.1\r\nHost: api.openai.com\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n"
    connection.sendall(head)
    assert status(connection.recv(65536)) == b"403"
    connection.close()


def test_a_client_that_never_stops_sending_is_cut_off(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read into nothing is bounded too."""
    monkeypatch.setattr(layers, "MAX_DISCARDED_BYTES", 100_000)
    connection = tunnel(proxy)
    connection.sendall(b"POST /v1/unknown HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 100000000\r\n\r\n")
    with pytest.raises((ConnectionError, ssl.SSLError)):
        for _ in range(1000):
            connection.sendall(b"x" * 65536)
    connection.close()


def test_the_same_connection_serves_the_next_request(proxy: Running) -> None:
    """Keep-alive works over a block: the next clean prompt on the connection passes."""
    connection = tunnel(proxy)
    statuses = []
    for text in (VALUE, "Dobrý den", VALUE, "Dobrý den"):
        body = f'{{"model":"m","messages":[{{"role":"user","content":"{text}"}}]}}'.encode()
        head = (
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        )
        connection.sendall(head.encode() + b"\r\n\r\n" + body)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65536)
        header, _, rest = answer.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in header.split(b"\r\n") if line.lower().startswith(b"content-length"))
        while len(rest) < length:
            rest += connection.recv(65536)
        statuses.append(status(answer))
    connection.close()
    assert statuses == [b"403", b"200", b"403", b"200"]
    assert len(proxy.provider.requests()) == 2


def test_what_comes_behind_an_unanswered_request_is_bounded(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no pipelining: a client that goes on sending loses its connection, and its bytes do not pile up."""

    async def waits(texts: list[str]) -> list[object]:
        await asyncio.sleep(30)
        return []

    monkeypatch.setattr(proxy.customs, "_detect", waits)
    connection = tunnel(proxy)
    body = b'{"model":"m","messages":[{"role":"user","content":"x"}]}'
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    connection.sendall(head % len(body) + body)
    with pytest.raises((ConnectionError, ssl.SSLError)):
        for _ in range(200):
            connection.sendall(b"x" * 65536)
    connection.close()
    assert proxy.provider.untouched()


def test_a_body_of_tiny_pieces_ends(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body in single bytes costs more to read than to judge."""
    monkeypatch.setattr(layers, "MAX_PIECES", 100)
    connection = tunnel(proxy)
    connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nTransfer-Encoding: chunked\r\n\r\n")
    connection.sendall(b"1\r\nx\r\n" * 200)
    assert status(connection.recv(65536)) == b"403"
    connection.close()
    assert [event.reason for event in proxy.recorder.events] == ["too_large"]


def test_a_hello_without_end(proxy: Running) -> None:
    """The first message of TLS is bounded: it is parsed anew at each read."""
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
    raw.recv(4096)
    record = b"\x16\x03\x01\x40\x00" + (b"\x01\xff\xff\xff" + b"x" * 16380)
    with raw, pytest.raises(ConnectionError):
        for _ in range(5000):  # far beyond what the sockets' buffers take
            raw.sendall(record)
    assert proxy.provider.untouched()
