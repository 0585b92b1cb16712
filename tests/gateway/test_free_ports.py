"""Free ports."""

from __future__ import annotations

import socket
from pathlib import Path

from gateway.free_ports import free_ports


def test_ports_asked_for_together_differ_and_can_be_had() -> None:
    """Each can be listened on, and none is of those that the system gives to connections."""
    ports = free_ports(5)
    assert len(set(ports)) == 5
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    assert max(ports) < max(first, 11_240)
    for port in ports:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", port))


def test_a_port_is_not_given_twice() -> None:
    """Who was given one may not listen on it yet when somebody else asks."""
    ports = [port for _ in range(20) for port in free_ports(5)]
    assert len(set(ports)) == 100
