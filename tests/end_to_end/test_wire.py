"""Only HTTP in TLS goes through: whatever else comes after CONNECT, or inside TLS, reaches nobody."""

import asyncio
import json
import random
import re
import socket
import ssl

import httpx
import pytest

from support.certificates import secured, trusting
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER
from support.raw_sockets import closed, connect, gossip, heard

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
    "a WebSocket where none is": b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "two lengths": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\nContent-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
    "length and chunks": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + PROMPT,
    "a space before the colon": b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length : 2\r\n\r\n{}",
    "a folded header": b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nX-A: b\r\n " + BIRTH_NUMBER.encode() + b"\r\n\r\n",
    "absolute form": b"POST https://api.anthropic.com/v1/messages HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
    "chunked trailers": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Rc: " + BIRTH_NUMBER.encode() + b"\r\n\r\n",
    "a chunked body where none belongs": b"GET /v1/models HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(PROMPT) + PROMPT + b"\r\n0\r\n\r\n",
    "a coded transfer": b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n%x\r\n" % len(PROMPT) + PROMPT + b"\r\n0\r\n\r\n",
    "TRACE": b"TRACE / HTTP/1.1\r\nHost: api.openai.com\r\n\r\n",
    "a method of its own": BIRTH_NUMBER.replace("/", "").encode() + b" / HTTP/1.1\r\nHost: api.openai.com\r\n\r\n",
    "a preflight with a body": b"OPTIONS /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(PROMPT) + PROMPT,
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
        answer = gossip(connection, 1.0)
    assert answer[:10] in {b"", b"HTTP/1.1 4"}
    assert BIRTH_NUMBER.encode() not in answer
    assert house.provider.untouched()


def test_random_bytes_as_http2(house: Gateway) -> None:
    """Random bytes where HTTP/2 was agreed reach nobody."""
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "h2") as connection:
        assert connection.selected_alpn_protocol() == "h2"
        connection.sendall(NOISE)
        gossip(connection)
    assert house.provider.untouched()


def test_noise_at_the_ports(house: Gateway) -> None:
    """Noise at the proxy port and at the entrance reaches nobody, and the ports go on serving."""
    for port in (house.ports.proxy, house.ports.entrance):
        for noise in (NOISE, b"\x16\x03\x01" + NOISE, b"SSH-2.0-x\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                try:
                    connection.sendall(noise)
                    gossip(connection, 1.0)
                except (OSError, ssl.SSLError):
                    continue
    assert house.provider.untouched()
    assert house.curl.send("https://api.openai.com/v1/models").status == 200


def request(content: str, *more: bytes) -> bytes:
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": content}]}).encode()
    return b"\r\n".join([b"POST /v1/chat/completions HTTP/1.1", HEAD.rstrip(), *more, b"Content-Length: %d" % len(body), b"", body])


def statuses(house: Gateway, sent: bytes, answers: int = 1) -> list[int]:
    """The statuses of so many answers on one connection (100 is none), or of those until the connection's end."""

    def found(data: bytes) -> list[int]:
        return [int(line) for line in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]

    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(sent)
        return found(heard(connection, lambda data: sum(status >= 200 for status in found(data)) >= answers))


def test_each_request_of_a_connection_is_judged(house: Gateway) -> None:
    """Requests sent in one go are judged one by one: the clean ones pass, the planted one never. (All answers are awaited: a request that
    is still under way would come to the provider in the next test.)
    """
    clean, planted = request("Co je stavební řízení?"), request(f"r. č. {BIRTH_NUMBER}")
    for expected in ([200, 403], [200, 200, 403, 200], [403, 200]):
        house.provider.reset()
        sent = b"".join(clean if status == 200 else planted for status in expected)
        assert statuses(house, sent, len(expected)) == expected
        assert len(house.provider.requests()) == expected.count(200)
        assert house.provider.found(BIRTH_NUMBER) == []


def test_chunk_extensions_do_not_leave(house: Gateway) -> None:
    """What stands beside the body's chunks is not sent on."""
    body = b'{"model":"m","messages":[{"role":"user","content":"x"}]}'
    chunked = b"%x;rc=%s\r\n%s\r\n0\r\n\r\n" % (len(body), BIRTH_NUMBER.encode(), body)
    statuses(house, b"POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunked)
    assert house.provider.found(BIRTH_NUMBER) == []


def test_expected_continuation(house: Gateway) -> None:
    """A client that waits for 100 Continue is told to go on, and its body is judged as any other."""
    assert statuses(house, request("Co je stavební řízení?", b"Expect: 100-continue"))[-1] == 200
    house.provider.reset()
    assert statuses(house, request(f"r. č. {BIRTH_NUMBER}", b"Expect: 100-continue"))[-1] == 403
    assert house.provider.untouched()


def test_streams_of_one_connection_are_judged_apart(house: Gateway) -> None:
    """Forty concurrent HTTP/2 requests, every second planted: exactly those are refused, and nothing of them leaves."""

    async def all_of_them() -> list[int]:
        context = trusting(house.ca, "h2")
        async with httpx.AsyncClient(proxy=house.proxy, verify=context, http2=True, trust_env=False, timeout=60) as client:

            async def one(number: int) -> int:
                text = f"r. č. {BIRTH_NUMBER}" if number % 2 else f"Co je stavební řízení? ({number})"
                body = {"model": "m", "messages": [{"role": "user", "content": text}]}
                return (await client.post("https://api.openai.com/v1/chat/completions", json=body)).status_code

            return await asyncio.gather(*map(one, range(40)))

    assert asyncio.run(all_of_them()) == [200, 403] * 20
    assert house.provider.found(BIRTH_NUMBER) == []
