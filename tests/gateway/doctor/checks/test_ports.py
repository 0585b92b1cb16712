"""The ports."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from gateway.doctor.api import State
from gateway.doctor.checks.ports import CHECK, holder
from gateway.free_ports import free_ports
from gateway.store.node import writer_lock
from support.doctor import around, worst


def _three(ports: list[int] | tuple[int, ...]) -> dict[str, dict[str, int]]:
    return {name: {"port": port} for name, port in zip(("proxy", "entrance", "console"), ports, strict=True)}


def test_free(tmp_path: Path) -> None:
    """Nothing listens."""
    assert worst(CHECK, around(tmp_path, **_three(free_ports(3))))[0] is State.OK


def test_taken_by_another_program_which_is_named(tmp_path: Path) -> None:
    """This very test listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        state, said = worst(CHECK, around(tmp_path, **_three([port, *free_ports(2)])))
        assert holder(port).endswith(f"({os.getpid()})")
    assert state is State.FAULT
    assert f"({os.getpid()})" in said
    assert "proxy.port" in said
    assert holder(port) == ""


def test_an_address_that_this_machine_has_not(tmp_path: Path) -> None:
    """TEST-NET-1 is nobody's (RFC 5737)."""
    ports = _three(free_ports(3))
    ports["console"] |= {"host": "192.0.2.1", "front_proxies": ["192.0.2.2"]}  # type: ignore[dict-item]
    assert worst(CHECK, around(tmp_path, **ports))[0] is State.FAULT


def test_served_by_the_node_that_runs(tmp_path: Path) -> None:
    """Its writer holds the lock; a port that it should have and has not is a fault."""
    with socket.create_server(("127.0.0.1", 0)) as a, socket.create_server(("127.0.0.1", 0)) as b:
        taken = [a.getsockname()[1], b.getsockname()[1]]
        with writer_lock(tmp_path / "data"):
            assert worst(CHECK, around(tmp_path, **_three([*taken, 0])))[0] is State.OK
            assert worst(CHECK, around(tmp_path, **_three([*taken, *free_ports(1)])))[0] is State.FAULT
        assert worst(CHECK, around(tmp_path, **_three([*taken, 0])))[0] is State.FAULT


def test_transparent_ports(tmp_path: Path) -> None:
    """Each address to which the network redirects; IPv6 beside IPv4 on the same port is no conflict."""
    (port,) = free_ports(1)
    both = {"transparent": {"port": port, "hosts": ["127.0.0.1", "::1"]}}
    assert worst(CHECK, around(tmp_path, **_three(free_ports(3)), **both))[0] is State.OK
    with socket.create_server(("::1", port), family=socket.AF_INET6):
        state, said = worst(CHECK, around(tmp_path, **_three(free_ports(3)), **both))
    assert state is State.FAULT
    assert f"transparent: ::1:{port} cannot be had" in said
    assert "set transparent.port or transparent.hosts" in said
