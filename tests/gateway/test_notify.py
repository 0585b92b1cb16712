"""What systemd is told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gateway import notify


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abstract: bool) -> None:
    """On a socket in the file system or an abstract one; signs of life come at most every few seconds."""
    address = f"@celnice-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    monkeypatch.setattr(notify, "_last", -1000.0)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0" + address[1:] if abstract else address)
        listening.settimeout(60)
        notify.ready()
        notify.alive()
        notify.alive()
        notify.stopping()
        assert [listening.recv(100).split(b"\n")[0] for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/at/all"])
def test_nobody_listens(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Then nothing is said, and nothing goes wrong."""
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify.ready()
