"""Only HTTP in TLS goes through: whatever else comes after CONNECT, or inside TLS, reaches nobody."""

import random
import ssl

import pytest
from support.certificates import secured
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER
from support.raw_sockets import answer_to, closed, connect

NOISE = random.Random(20251122).randbytes(4000)
PROMPT = f'{{"model":"m","messages":[{{"role":"user","content":"{BIRTH_NUMBER}"}}]}}'.encode()
HEAD = b"Host: api.openai.com\r\nContent-Type: application/json\r\n"

AFTER_CONNECT = {
    "random bytes": NOISE,
    "a single zero": b"\0",
    "SSH": b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/1.1 in clear": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
    "HTTP/2 in clear": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0",
    "almost TLS": b"\x16\x03" + NOISE,
    "SMTP": b"EHLO urad.test\r\n",
    "a TLS alert": b"\x15\x03\x01\x00\x02\x02\x28",
}

INSIDE_TLS = {
    "random bytes": NOISE,
    "SSH": b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
    "HTTP/0.9": b"GET /\r\n",
    "a planted line": BIRTH_NUMBER.encode() + b"\r\n\r\n",
    "CONNECT once more": b"CONNECT neznamy.example:443 HTTP/1.1\r\nHost: neznamy.example:443\r\n\r\n",
    "upgrade to h2c": b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
    "WebSocket": b"GET /v1/realtime HTTP/1.1\r\nHost: api.openai.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "two lengths": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\nContent-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
    "length and chunks": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + PROMPT,
    "a space before the colon": b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length : 2\r\n\r\n{}",
    "a folded header": b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nX-A: b\r\n " + BIRTH_NUMBER.encode() + b"\r\n\r\n",
    "absolute form": b"POST https://api.anthropic.com/v1/messages HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
    "chunked trailers": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Rc: " + BIRTH_NUMBER.encode() + b"\r\n\r\n",
    "two hosts": b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nHost: neznamy.example\r\n\r\n",
    "no host": b"GET /v1/models HTTP/1.1\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("what", AFTER_CONNECT)
def test_after_connect_only_tls(house: Gateway, what: str) -> None:
    """Bytes that do not begin TLS end the connection, are counted, and reach nobody."""
    before = house.counted("celnice_connections_refused_total")
    with connect(house, "api.openai.com:443") as connection:
        connection.sendall(AFTER_CONNECT[what])
        connection.shutdown(1)
        assert closed(connection) or what in {"almost TLS", "a TLS alert"}
    assert house.provider.untouched()
    if what != "a single zero":
        assert house.counted("celnice_connections_refused_total") >= before


@pytest.mark.parametrize("what", INSIDE_TLS)
def test_inside_tls_only_http(house: Gateway, what: str) -> None:
    """Bytes in TLS that are not one well-formed request of this host get an error or an end, and reach nobody."""
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(INSIDE_TLS[what])
        answer = answer_to(connection)
    assert answer[:10] in {b"", b"HTTP/1.1 4"}
    assert BIRTH_NUMBER.encode() not in answer
    assert house.provider.untouched()


def test_random_bytes_as_http2(house: Gateway) -> None:
    """Random bytes where HTTP/2 was agreed reach nobody."""
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "h2") as connection:
        assert connection.selected_alpn_protocol() == "h2"
        connection.sendall(NOISE)
        answer_to(connection)
    assert house.provider.untouched()


def test_noise_at_the_ports(house: Gateway) -> None:
    """Noise at the proxy port and at the entrance reaches nobody, and the ports go on serving."""
    import socket

    for port in (house.ports.proxy, house.ports.entrance):
        for noise in (NOISE, b"\x16\x03\x01" + NOISE, b"SSH-2.0-x\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                try:
                    connection.sendall(noise)
                    answer_to(connection)
                except (OSError, ssl.SSLError):
                    continue
    assert house.provider.untouched()
    assert house.curl.send("https://api.openai.com/v1/models").status == 200
