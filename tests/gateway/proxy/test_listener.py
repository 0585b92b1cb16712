"""Ports: shared by processes, closed to strangers, ended with grace."""

from __future__ import annotations

import contextlib
import http.client
import socket
from pathlib import Path

import pytest

from gateway.proxy import listener
from gateway.proxy.addon import CustomsAddon
from support.proxy import VALUE, running
from support.stand_in import Provider


def test_a_peer_that_is_not_the_front_proxy(recording_provider: Provider, tmp_path: Path) -> None:
    """With listed front proxies nobody else is served."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, front_proxies=("127.0.0.9",)) as proxy:
        with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=10) as raw:
            try:
                raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\n\r\n")
                assert raw.recv(100) == b""
            except ConnectionError:
                pass  # reset instead of closed: the bytes were never read
        assert proxy.meter.seen["connection", "peer"] == 1
        with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=10, source_address=("127.0.0.9", 0)) as raw:
            raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
            assert b" 200 " in raw.recv(100)


def test_a_connection_that_never_speaks(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a head, dripping, holds no place for ever; a connection that spoke stays."""
    monkeypatch.setattr(listener, "FIRST_REQUEST_SECONDS", 0.3)
    with (
        running(recording_provider, tmp_path) as proxy,
        socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=10) as raw,
    ):
        raw.sendall(b"CONNECT api.openai.com:443 HT")
        with contextlib.suppress(ConnectionError):
            assert raw.recv(100) == b""
        assert proxy.meter.seen["connection", "slow"] == 1


def test_two_processes_share_a_port(recording_provider: Provider, tmp_path: Path) -> None:
    """SO_REUSEPORT: the second process binds the same port."""
    with running(recording_provider, tmp_path) as proxy, socket.socket() as second:
        second.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        second.bind(("127.0.0.1", proxy.settings.proxy.port))


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
