"""Ports: shared by processes, closed to strangers, ended with grace."""

from __future__ import annotations

import contextlib
import http.client
import socket
from pathlib import Path

import pytest

from gateway.proxy import listener
from gateway.proxy.addon import CustomsAddon
from support.people import Office
from support.proxy import VALUE, running
from support.socket_provider import until
from support.stand_in import Provider


def test_a_peer_that_is_not_the_front_proxy(recording_provider: Provider, tmp_path: Path) -> None:
    """With listed front proxies nobody else is served."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, front_proxies=("127.0.0.9",)) as proxy:
        with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60) as raw:
            try:
                raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\n\r\n")
                assert raw.recv(100) == b""
            except ConnectionError:
                pass  # reset instead of closed: the bytes were never read
        assert proxy.meter.seen["connection", "peer"] == 1
        with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60, source_address=("127.0.0.9", 0)) as raw:
            raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
            assert b" 200 " in raw.recv(100)


def test_a_connection_that_never_speaks(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a head, dripping, holds no place for ever; a connection that spoke stays."""
    monkeypatch.setattr(listener, "FIRST_REQUEST_SECONDS", 0.3)
    with (
        running(recording_provider, tmp_path) as proxy,
        socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60) as raw,
    ):
        raw.sendall(b"CONNECT api.openai.com:443 HT")
        with contextlib.suppress(ConnectionError):
            assert raw.recv(100) == b""
        assert proxy.meter.seen["connection", "slow"] == 1


def connect(port: int, *first: bytes) -> bytes:
    """What a CONNECT is answered with, after ``first``; nothing when the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as raw:
        try:
            for one in (*first, b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n"):
                raw.sendall(one)
            return raw.recv(100)
        except ConnectionError:
            return b""


def test_the_client_behind_a_balancer(recording_provider: Provider, tmp_path: Path) -> None:
    """The PROXY header's address is the client's; a connection without the header is not served."""
    seats = tmp_path / "seats"
    seats.write_text("192.0.2.7,novak\n", encoding="utf-8")
    with running(
        recording_provider,
        tmp_path,
        front_proxies=("127.0.0.0/8",),
        proxy_protocol=True,
        people=Office(tmp_path, {"order": ["addresses"], "addresses": {"file": seats}}),
    ) as proxy:
        port = proxy.settings.proxy.port
        assert b" 200 " in connect(port, b"PROXY TCP4 192.0.2.7 127.0.0.1 51000 8080\r\n")
        assert b" 403 " in connect(port, b"PROXY TCP4 192.0.2.8 127.0.0.1 51000 8080\r\n")
        assert connect(port) == b""
        assert proxy.meter.seen["connection", "proxy_header"] == 1
        assert proxy.meter.seen["identified", "addresses known"] == 1


def test_a_crowd(recording_provider: Provider, tmp_path: Path) -> None:
    """Above the limit a new connection is closed at once, and counted; there is room again when one has gone."""
    with running(recording_provider, tmp_path, max_connections=1) as proxy:
        port = proxy.settings.proxy.port
        with socket.create_connection(("127.0.0.1", port), timeout=60) as first:
            first.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
            assert b" 200 " in first.recv(100)
            assert connect(port) == b""
            assert proxy.meter.seen["connection", "too_many"] == 1
        until(lambda: connect(port))


def test_a_body_in_drops(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that hardly comes holds no place for ever."""
    monkeypatch.setattr(listener, "SLOW_SECONDS", 0.3)
    monkeypatch.setattr(listener, "TEND_SECONDS", 0.05)
    with running(recording_provider, tmp_path) as proxy:
        head = f"POST /openai/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{proxy.settings.entrance.port}\r\n"
        with socket.create_connection(("127.0.0.1", proxy.settings.entrance.port), timeout=60) as raw:
            raw.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{".encode())
            with contextlib.suppress(ConnectionError):
                assert raw.recv(100) == b""
        assert proxy.meter.seen["connection", "slow_body"] == 1
        monkeypatch.setattr(listener, "SLOW_SECONDS", 60.0)
        assert proxy.prompt("Ahoj")[0] == 200, "others are served"


def test_a_hook_that_raises_cuts_the_connection(
    recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """mitmproxy would log it and let the request go on; here nothing goes on, and only the exception's class is logged."""
    recording_provider.reset()

    async def broken(_self: object, _flow: object) -> None:
        raise RuntimeError(f"broken at {VALUE}")

    monkeypatch.setattr(CustomsAddon, "request", broken)
    with running(recording_provider, tmp_path) as proxy, pytest.raises((ConnectionError, http.client.HTTPException)):
        proxy.prompt("Dobrý den")
    assert recording_provider.untouched()
    assert "a request hook raised RuntimeError" in caplog.text
    assert VALUE not in caplog.text
