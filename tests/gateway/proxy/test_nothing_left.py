"""Nothing of a request stays in the proxy when it is over, however it ended: objects are counted, because resident memory tells nothing
of one request. What is kept on purpose is bounded and tested where it is kept (the scan cache, leaf certificates, the spool).
"""

from __future__ import annotations

import gc
import json
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.ca import authority
from support.proxy import VALUE, Running
from support.socket_provider import SocketProvider, until
from support.sockets import CLEAN, dial, heard, item, socket_proxy

ROUNDS = 6
OURS = (
    "gateway.",
    "mitmproxy.",
    "h11.",
    "h2.",
    "hpack.",
    "wsproto.",
    "asyncio.",
    "_asyncio.",
    "ssl.",
    "OpenSSL.",
    "_ssl.",
    "_cffi_backend.",
)
"""Modules whose objects make up a connection and what is under way on it. The test's own clients and servers end with each round."""

KEPT = frozenset({"gateway.record.event.Event", "gateway.record.event.Fingerprint", "ssl.SSLSocket", "asyncio.events.TimerHandle"})
"""The events are in the recorder, a list of this test's support, the sockets at its provider of WebSockets. Of cancelled timers the loop drops the sum once they are many
(``_MIN_SCHEDULED_TIMER_HANDLES``, asyncio/base_events.py); they hold nothing of a request.
"""


def alive() -> Counter[str]:
    """How many objects of each kind there are."""
    gc.collect()
    names = (f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
    return Counter(name for name in names if name.startswith(OURS) and name not in KEPT)


def grown(before: Counter[str]) -> dict[str, int]:
    """Kinds of which there is at least one more for each round: fewer are one-time things."""
    return {name: count - before[name] for name, count in alive().items() if count - before[name] >= ROUNDS}


@contextmanager
def inside(proxy: Running) -> Iterator[ssl.SSLSocket]:
    """A TLS connection through CONNECT, cut without a word at the end."""
    context = ssl.create_default_context(cadata=authority().pem.decode())
    with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), 60) as raw:
        raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
        raw.recv(1000)
        with context.wrap_socket(raw, server_hostname="api.openai.com") as made:
            yield made


def post(model: str, text: str, *, missing: int = 0) -> bytes:
    """A chat prompt whose answer streams; the last ``missing`` bytes of its body do not come."""
    body = json.dumps({"model": model, "stream": True, "messages": [{"role": "user", "content": text}]}).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body[: len(body) - missing]


def clean(proxy: Running, number: int) -> None:
    assert proxy.prompt(f"Dobrý den {number}")[0] == 200


def again(proxy: Running, _number: int) -> None:
    assert proxy.prompt("Dobrý den")[0] == 200


def refused(proxy: Running, number: int) -> None:
    assert proxy.prompt(f"{number}: {VALUE}")[0] == 403


def refused_host(proxy: Running, _number: int) -> None:
    with pytest.raises(OSError, match="403"):
        proxy.send(None, host="host.example", method="GET")


def too_large(proxy: Running, number: int) -> None:
    assert proxy.send(b'"' + b"x" * 300_000 + b'"', path=f"/v1/chat/completions?{number}")[0] in {403, 413}


def streamed(proxy: Running, number: int) -> None:
    with inside(proxy) as made:
        made.sendall(post("gpt-4o", f"Dobrý den {number}"))
        answer = b""
        while b"[DONE]" not in answer:
            answer += made.recv(65536) or pytest.fail("an end without its mark")


def aborted_in_the_answer(proxy: Running, number: int) -> None:
    with inside(proxy) as made:
        made.sendall(post("gated", f"Dobrý den {number}"))
        assert made.recv(100).startswith(b"HTTP/1.1 200")


def aborted_in_the_body(proxy: Running, number: int) -> None:
    with inside(proxy) as made:
        made.sendall(post("gpt-4o", f"Dobrý den {number}", missing=5))


def aborted_in_the_head(proxy: Running, _number: int) -> None:
    with inside(proxy) as made:
        made.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.op")


def aborted_in_the_handshake(proxy: Running, _number: int) -> None:
    with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), 60) as raw:
        raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
        raw.recv(1000)
        raw.sendall(b"\x16\x03\x01\x02\x00\x01")


@pytest.mark.parametrize(
    "kind",
    [
        clean,
        again,
        refused,
        refused_host,
        too_large,
        streamed,
        aborted_in_the_answer,
        aborted_in_the_body,
        aborted_in_the_head,
        aborted_in_the_handshake,
    ],
)
def test_a_request_leaves_nothing_behind(proxy: Running, kind: Callable[[Running, int], None]) -> None:
    """After requests of one kind there are as many objects of each sort as after the first of them."""
    kind(proxy, 0)
    before = Counter[str]()

    def settled() -> bool:
        nonlocal before
        last, before = before, alive()
        return before == last

    until(settled)
    for number in range(1, ROUNDS + 1):
        kind(proxy, number)
    until(lambda: not grown(before))


def spoken(proxy: Running, number: int) -> None:
    with dial(proxy) as client:
        client.send(item(f"{CLEAN} {number}"))
        heard(client)
        client.send(item(f"{number}: {VALUE}"))
        heard(client)
    forget(proxy)


def vanished(proxy: Running, number: int) -> None:
    with dial(proxy) as client:
        client.send(item(f"{CLEAN} {number}"))
        heard(client)
        client.vanish()
    forget(proxy)


def forget(proxy: Running) -> None:
    """What the provider wrote down of its connections."""
    assert isinstance(proxy.provider, SocketProvider)
    proxy.provider.live.clear()
    proxy.provider.requests.clear()


@pytest.mark.parametrize("kind", [spoken, vanished])
def test_a_websocket_leaves_nothing_behind(tmp_path: Path, kind: Callable[[Running, int], None]) -> None:
    """Nor does a WebSocket, with messages that passed and one that was dropped, closed in order or cut."""
    with socket_proxy(tmp_path) as proxy:
        test_a_request_leaves_nothing_behind(proxy, kind)
