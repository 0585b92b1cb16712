"""One client connection: what it is busy with, and its way out. Its life as a whole: test_listener.py, tests/end_to_end/test_reload.py."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pytest

from gateway.proxy import client_connection
from gateway.proxy.connections import Peer, Way
from support.ca import authority
from support.proxy import Running, running
from support.stand_in import Provider


@pytest.mark.parametrize(
    ("outbound", "words", "label"),
    [
        ({"parent": "http://127.0.0.1:1"}, b"parent proxy does not answer", "parent_down"),
        ({"source_addresses": ["::1"]}, b"no source address", "setup"),
    ],
)
def test_the_reason_is_said(recording_provider: Provider, tmp_path: Path, outbound: dict[str, object], words: bytes, label: str) -> None:
    """A provider that is not reached: the answer says why in a sentence, it is counted, and nothing went out another way."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, outbound=outbound) as proxy:
        status, body, _ = proxy.prompt("Ahoj")
        assert status == 502
        assert words in body
        assert proxy.meter.seen["unreached", label] == 1
    assert recording_provider.untouched()


def test_idle(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Idle is who is silent with no request under way; a stream is not, however long its next chunk takes."""
    monkeypatch.setattr(client_connection, "IDLE_SECONDS", 0.0)
    seen: list[client_connection.Connection] = []
    made = client_connection.Connection.__init__

    def noted(self: client_connection.Connection, *arguments: object) -> None:
        made(self, *arguments)  # type: ignore[arg-type]
        seen.append(self)

    monkeypatch.setattr(client_connection.Connection, "__init__", noted)
    context = ssl.create_default_context(cadata=authority().pem.decode())
    with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), 60) as raw:
        raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
        raw.recv(1000)
        with context.wrap_socket(raw, server_hostname="api.openai.com") as inside:
            state = Peer(Way.INSPECT)
            assert seen[0].is_idle(state)
            body = b'{"model": "gated", "stream": true, "messages": [{"role": "user", "content": "Ahoj"}]}'
            head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\n"
            inside.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert inside.recv(100).startswith(b"HTTP/1.1 200")
            assert not seen[0].is_idle(state)
            proxy.provider.release()
            answer = b""
            while b"[DONE]" not in answer:
                answer += inside.recv(65536) or pytest.fail("an end without its mark")
