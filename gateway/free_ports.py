"""Ports of this machine that are free."""

from __future__ import annotations

import secrets
import socket
from collections import deque
from contextlib import ExitStack, suppress
from pathlib import Path

LOWEST_PORT = 10_240
"""Below it are ports of well-known services."""

_GIVEN: deque[int] = deque(maxlen=100)
"""What was given out last: whoever asked for it may not listen there yet."""


def free_ports(number: int) -> list[int]:
    """Loopback ports that nobody listens on now and this process was not given lately, below those that the system gives to connections
    (ip_local_port_range, ip(7)): one of them would be taken by whoever connects next, before it is listened on here.
    """
    taken: dict[int, socket.socket] = {}
    with ExitStack() as stack:
        while len(taken) < number:
            port = secrets.randbelow(_first_of_connections() - LOWEST_PORT) + LOWEST_PORT
            if port in _GIVEN:
                continue
            probe = stack.enter_context(socket.socket())
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                taken[port] = probe
    _GIVEN.extend(taken)
    return list(taken)


def _first_of_connections() -> int:
    try:
        return max(int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0]), LOWEST_PORT + 1000)
    except (OSError, ValueError):
        return 32768
