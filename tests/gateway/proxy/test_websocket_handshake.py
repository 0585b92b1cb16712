"""The opening handshake, through the real proxy: what is let through, what is refused, what is taken off."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from wsproto.events import AcceptConnection, Request

from gateway.model import RequestHead
from gateway.proxy.websocket_handshake import well_formed
from support.ca import authority
from support.proxy import VALUE, Running
from support.socket_provider import HOST, SocketProvider
from support.sockets import CLEAN, URL, dial, heard, item, socket_proxy

GOOD = (
    ("Host", HOST), ("Connection", "keep-alive, Upgrade"), ("Upgrade", "WebSocket"),
    ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
)  # fmt: skip


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Running]:
    with socket_proxy(tmp_path) as made:
        yield made


@pytest.fixture
def provider(proxy: Running) -> SocketProvider:
    assert isinstance(proxy.provider, SocketProvider)
    return proxy.provider


def without(name: str, *instead: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (*(field for field in GOOD if field[0] != name), *instead)


HEADS: list[tuple[str, tuple[tuple[str, str], ...], str, str, bool]] = [
    ("as browsers send it", GOOD, "GET", "HTTP/1.1", True),
    ("a length of nothing", (*GOOD, ("Content-Length", "0")), "GET", "HTTP/1.1", True),
    ("another method", GOOD, "POST", "HTTP/1.1", False),
    ("over HTTP/2", GOOD, "GET", "HTTP/2.0", False),
    ("over HTTP/1.0", GOOD, "GET", "HTTP/1.0", False),
    ("another protocol", without("Upgrade", ("Upgrade", "h2c")), "GET", "HTTP/1.1", False),
    ("a choice of protocols", without("Upgrade", ("Upgrade", "websocket, h2c")), "GET", "HTTP/1.1", False),
    ("two upgrades", (*GOOD, ("Upgrade", "websocket")), "GET", "HTTP/1.1", False),
    ("not hop by hop", without("Connection", ("Connection", "keep-alive")), "GET", "HTTP/1.1", False),
    ("an old version", without("Sec-WebSocket-Version", ("Sec-WebSocket-Version", "8")), "GET", "HTTP/1.1", False),
    ("two versions", (*GOOD, ("Sec-WebSocket-Version", "13")), "GET", "HTTP/1.1", False),
    ("no key", without("Sec-WebSocket-Key"), "GET", "HTTP/1.1", False),
    ("a key that is none", without("Sec-WebSocket-Key", ("Sec-WebSocket-Key", "7103192745")), "GET", "HTTP/1.1", False),
    ("a body", (*GOOD, ("Content-Length", "5")), "GET", "HTTP/1.1", False),
    ("a chunked body", (*GOOD, ("Transfer-Encoding", "chunked")), "GET", "HTTP/1.1", False),
]


@pytest.mark.parametrize(("why", "headers", "method", "version", "good"), HEADS, ids=[row[0] for row in HEADS])
def test_what_asks_for_a_websocket(why: str, headers: tuple[tuple[str, str], ...], method: str, version: str, good: bool) -> None:
    """One form of the handshake, and no other."""
    assert well_formed(RequestHead("https", HOST, 443, method, "/v1/realtime", "", headers), version) is good, why


def test_extensions_are_not_offered_and_subprotocols_are(proxy: Running, provider: SocketProvider) -> None:
    """No compression hides text; the subprotocol is agreed as if nobody stood between."""
    with dial(
        proxy, compression="deflate", subprotocols=["realtime", "other"], additional_headers={"OpenAI-Beta": "realtime=v1"}
    ) as client:
        client.send(item(CLEAN))
        assert heard(client)["type"] == "conversation.item.created"
        assert client.inner.subprotocol == "realtime"
        assert client.inner.protocol.extensions == []
    (request,) = provider.requests
    names = {name.lower() for name, _ in request.extra_headers}
    assert request.extensions == []
    assert b"openai-beta" in names
    assert request.target == "/v1/realtime?model=gpt-realtime"
    assert b"permessage-deflate" not in bytes(provider.received)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a value in the address", {"url": f"{URL}&note={VALUE}"}, "czech_pii_blocked"),
    ("a value in a header", {"additional_headers": {"X-Note": VALUE}}, "czech_pii_blocked"),
    ("a value as a subprotocol", {"subprotocols": [VALUE.replace("/", "-"), "b"]}, ""),
    ("an operation without messages of its own", {"url": f"wss://{HOST}/v1/responses"}, "celnice_websocket"),
    ("a page", {"url": f"wss://{HOST}/v1/models"}, "celnice_websocket"),
    ("an unknown path", {"url": f"wss://{HOST}/v1/realtime2"}, "celnice_websocket"),
]


@pytest.mark.parametrize(("why", "options", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_handshake_is_judged_like_any_request(
    proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch, why: str, options: dict[str, Any], code: str
) -> None:
    """Address and headers are scanned, and only operations with a dialect for messages open; the refusal is an HTTP answer."""
    if not code:
        monkeypatch.setattr("support.proxy.VALUE", VALUE.replace("/", "-"))
        code = "czech_pii_blocked"
    with pytest.raises(InvalidStatus) as refused, dial(proxy, **options):
        pass
    assert refused.value.response.status_code == 403
    assert refused.value.response.body is not None
    assert json.loads(refused.value.response.body)["error"]["code"] == code, why
    assert provider.connections == 0
    assert len(proxy.recorder.events) == 1


def test_a_socket_operation_is_nothing_else(proxy: Running, provider: SocketProvider) -> None:
    """Without an upgrade it is refused: GET as well as POST (WebRTC), with and without a body."""
    for method, body in (("GET", None), ("POST", b"v=0"), ("POST", None)):
        status, answer, _ = proxy.send(body, path="/v1/realtime", method=method)
        assert (status, json.loads(answer)["error"]["code"]) == (403, "celnice_unknown_operation")
    assert provider.connections == 0


def raw(proxy: Running, request: bytes, awaited: bytes) -> bytes:
    """What comes back for these bytes: with what is awaited, until the connection rests or ends."""
    connection = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    connection.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\r\n".encode())
    assert b" 200 " in connection.recv(4096)
    context = ssl.create_default_context(cadata=authority().pem.decode())
    with context.wrap_socket(connection, server_hostname=HOST) as secure:
        secure.sendall(request)
        data = b""
        try:
            while piece := secure.recv(65536):
                data += piece
                if awaited in data:
                    secure.settimeout(1)
        except (TimeoutError, ConnectionError, ssl.SSLError):
            pass
        return data


def request(path: str, *headers: tuple[str, str]) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]).encode()


SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n%s\r\n"
ANSWERS = [
    ("to a request that asked for nothing", "/v1/models", (("Host", HOST),), SWITCH % (b"websocket", b"")),
    ("that names a version", "/v1/models", (("Host", HOST), ("Sec-WebSocket-Version", "13")), SWITCH % (b"websocket", b"")),
    ("to another protocol", "/v1/realtime", GOOD, SWITCH % (b"h2c", b"")),
    (
        "with an extension nobody offered",
        "/v1/realtime",
        GOOD,
        SWITCH % (b"websocket", b"Sec-WebSocket-Extensions: permessage-deflate\r\n"),
    ),
]


@pytest.mark.parametrize(("why", "path", "headers", "answer"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_a_switch_that_was_not_admitted(
    proxy: Running, provider: SocketProvider, why: str, path: str, headers: tuple[tuple[str, str], ...], answer: bytes
) -> None:
    """A 101 of any other kind is a 502 for the client, and what follows on the connection goes nowhere."""
    provider.raw_answer = answer
    data = raw(proxy, request(path, *headers), b"\r\n\r\n")
    assert data.startswith(b"HTTP/1.1 502"), why
    assert b"\r\n101" not in data
    sent = bytes(provider.received)
    assert sent.count(b"\r\n\r\n") == 1
    assert sent.endswith(b"\r\n\r\n")


def test_framing_headers_of_a_switch_do_not_frame_messages(proxy: Running, provider: SocketProvider) -> None:
    """A 101 has no body, whatever its headers say; it offers no HTTP/3 either."""
    provider.accept = lambda _: AcceptConnection(extra_headers=[(b"Transfer-Encoding", b"chunked"), (b"Alt-Svc", b'h3=":443"')])
    with dial(proxy) as client:
        assert client.inner.response is not None
        assert not {"transfer-encoding", "alt-svc"} & {name.lower() for name in client.inner.response.headers}
        client.send(item(CLEAN))
        assert heard(client)["type"] == "conversation.item.created"
    assert isinstance(provider.requests[0], Request)


def test_what_a_client_sends_before_the_answer(proxy: Running, provider: SocketProvider) -> None:
    """Frames right behind the handshake are judged like all others."""
    import wsproto.events
    from wsproto.connection import Connection, ConnectionType

    frames = Connection(ConnectionType.CLIENT).send(wsproto.events.TextMessage(item(f"rodné číslo {VALUE}")))
    data = raw(proxy, request("/v1/realtime", *GOOD) + frames, b"czech_pii_blocked")
    assert data.startswith(b"HTTP/1.1 101")
    assert b"czech_pii_blocked" in data
    assert provider.messages == []


def test_through_the_entrance(proxy: Running, provider: SocketProvider) -> None:
    """A program with a base URL opens its WebSocket there; a page of another site may not."""
    url = f"ws://127.0.0.1:{proxy.settings.entrance.port}/openai/v1/realtime?model=m"
    with dial(proxy, url) as client:
        client.send(item(CLEAN))
        assert heard(client)["type"] == "conversation.item.created"
        client.send(item(VALUE))
        assert heard(client)["error"]["code"] == "czech_pii_blocked"
    assert provider.messages == [item(CLEAN)]
    assert proxy.recorder.events[0].entrance == "base_url"
    with pytest.raises(InvalidStatus), dial(proxy, url, origin="https://evil.example"):
        pass
