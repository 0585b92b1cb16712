"""The listening sockets of a node: held by the supervisor, inherited by processes."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gateway import listening
from gateway.demo.processes import free_ports
from gateway.errors import UserError
from gateway.settings import Settings


def settings(folder: Path, **more: object) -> Settings:
    one, two, three = free_ports(3)
    ports = {"proxy": {"port": one}, "entrance": {"port": two}, "console": {"port": three}}
    return Settings.model_validate({"data": {"dir": folder}, **ports, **more})


def test_a_connection_waits_for_a_process(tmp_path: Path) -> None:
    """While no process accepts, a client is not refused: it waits in the queue, and nobody else can take the port."""
    given = settings(tmp_path)
    sockets = listening.listen_all(given)
    try:
        with socket.create_connection(("127.0.0.1", given.proxy.port), 5):
            pass
        with pytest.raises(UserError, match=r"proxy\.port: 127\.0\.0\.1:\d+ cannot be had"):
            listening.listen_all(given)
        with socket.socket() as thief, pytest.raises(OSError):
            thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            thief.bind(("127.0.0.1", given.proxy.port))
    finally:
        for one in (each for found in sockets.values() for each in found):
            one.close()


def test_a_child_takes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says which descriptor is which port, once."""
    sockets = listening.listen_proxy(settings(tmp_path))
    own = {"proxy": sockets["proxy"]}
    expected = own["proxy"][0].getsockname()
    for name, value in listening.environment(own).items():
        monkeypatch.setenv(name, value)
    sockets["proxy"][0].detach()
    taken = listening.inherited()
    assert {name: [one.getsockname() for one in found] for name, found in taken.items()} == {"proxy": [expected]}
    assert listening.inherited() == {}
    for one in (*taken["proxy"], *sockets["entrance"]):
        one.close()


def test_transparent_ports(tmp_path: Path) -> None:
    """One for each address of the settings."""
    port = free_ports(1)[0]
    sockets = listening.listen_proxy(settings(tmp_path, transparent={"port": port, "hosts": ["127.0.0.1", "::1"]}))
    assert [one.getsockname()[:2] for one in sockets["transparent"]] == [("127.0.0.1", port), ("::1", port)]
    for one in (each for found in sockets.values() for each in found):
        one.close()
