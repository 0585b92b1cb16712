"""The listening sockets of a node. The supervisor opens and holds them, so that nobody else can take a port while a process restarts and
a connection that arrives meanwhile waits instead of being refused. Processes inherit them and share one queue: whoever is free accepts.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence

from gateway.errors import UserError
from gateway.settings import Settings

VARIABLE = "CELNICE_SOCKETS"
"""In the environment of a child: JSON, descriptors by the name of the port."""

BACKLOG = 1024
"""A whole office opens its browsers at eight."""

type Sockets = Mapping[str, Sequence[socket.socket]]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that does not block. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if family == socket.AF_INET and not _is_address(host):
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    made = socket.create_server((host, port), family=family, backlog=BACKLOG)  # of IPv6 it takes no IPv4
    made.setblocking(False)
    return made


def listen_all(settings: Settings) -> Sockets:
    """The sockets of all ports. Raises UserError that names the port."""
    return {**listen_proxy(settings), "console": [_opened("console", settings.console.host, settings.console.port)]}


def listen_proxy(settings: Settings) -> Sockets:
    """Those of the proxy processes."""
    redirected = settings.transparent.hosts if settings.transparent.port else ()
    return {
        "proxy": [_opened("proxy", settings.proxy.host, settings.proxy.port)],
        "entrance": [_opened("entrance", settings.entrance.host, settings.entrance.port)],
        "transparent": [_opened("transparent", host, settings.transparent.port) for host in redirected],
    }


def environment(sockets: Sockets) -> dict[str, str]:
    """What tells a child which descriptor is which port."""
    return {VARIABLE: json.dumps({name: [one.fileno() for one in found] for name, found in sockets.items()})}


def inherited() -> Sockets:
    """The sockets that this process was given; none of them when it was started otherwise."""
    given = json.loads(os.environ.pop(VARIABLE, "{}"))
    return {name: [socket.socket(fileno=number) for number in numbers] for name, numbers in given.items()}


def _opened(name: str, host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        raise UserError(f"{name}.port: {host}:{port} cannot be had ({error.strerror}); stop what listens there or set another") from None


def _is_address(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET, host)
    except OSError:
        return False
    return True
