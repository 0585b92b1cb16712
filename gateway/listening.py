"""The listening sockets of a node. The supervisor opens and holds them, so that nobody else can take a port while a process restarts and
a connection that arrives meanwhile waits instead of being refused. Processes inherit them and share one queue: whoever is free accepts.

systemd may have opened them (``celnice.socket``, sd_listen_fds(3)): then the same holds while the whole node restarts.
"""

from __future__ import annotations

import ipaddress
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

ACTIVATION = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")
FIRST_DESCRIPTOR = 3
"""Of those that systemd passes on (SD_LISTEN_FDS_START)."""

type Sockets = Mapping[str, Sequence[socket.socket]]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that does not block. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if family == socket.AF_INET and not _is_address(host):
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    made = socket.create_server((host, port), family=family, backlog=BACKLOG)  # of IPv6 it takes no IPv4
    made.setblocking(False)
    # Connections have it from here. asyncio sets it, too, but not where the socket was made without naming TCP, as this one is.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def listen_all(settings: Settings) -> Sockets:
    """The sockets of all ports, those that systemd opened among them. Raises UserError that names the port."""
    given = activated()
    found = {**listen_proxy(settings, given), "console": [_opened("console", settings.console.host, settings.console.port, given)]}
    if given:
        host, port = given[0].getsockname()[:2]
        raise UserError(f"systemd listens at {host}:{port}, which is no port of the settings; make celnice.socket and celnice.toml agree")
    return found


def listen_proxy(settings: Settings, given: list[socket.socket] | None = None) -> Sockets:
    """Those of the proxy processes; what is among the ``given`` is taken from there."""
    given = [] if given is None else given
    redirected = settings.transparent.hosts if settings.transparent.port else ()
    return {
        "proxy": [_opened("proxy", settings.proxy.host, settings.proxy.port, given)],
        "entrance": [_opened("entrance", settings.entrance.host, settings.entrance.port, given)],
        "transparent": [_opened("transparent", host, settings.transparent.port, given) for host in redirected],
    }


def activated() -> list[socket.socket]:
    """The sockets that systemd passed to this very process, once; none where it was started otherwise."""
    pid, number, _names = (os.environ.pop(name, "") for name in ACTIVATION)
    if pid != str(os.getpid()) or not number.isdecimal():
        return []
    found = [socket.socket(fileno=FIRST_DESCRIPTOR + each) for each in range(int(number))]
    for one in found:
        one.set_inheritable(False)  # a child is given its own by name
        one.setblocking(False)
    return found


def close(sockets: Sockets) -> None:
    """Lets go of them: unless somebody else holds them, too, who comes now is refused."""
    for one in (each for found in sockets.values() for each in found):
        one.close()


def environment(sockets: Sockets) -> dict[str, str]:
    """What tells a child which descriptor is which port."""
    return {VARIABLE: json.dumps({name: [one.fileno() for one in found] for name, found in sockets.items()})}


def inherited() -> Sockets:
    """The sockets that this process was given; none of them when it was started otherwise."""
    given = json.loads(os.environ.pop(VARIABLE, "{}"))
    return {name: [socket.socket(fileno=number) for number in numbers] for name, numbers in given.items()}


def _opened(name: str, host: str, port: int, given: list[socket.socket]) -> socket.socket:
    for one in given:
        if port and one.getsockname()[:2] == (_resolved(host), port) and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            given.remove(one)
            return one
    try:
        return listen(host, port)
    except OSError as error:
        raise UserError(f"{name}.port: {host}:{port} cannot be had ({error.strerror}); stop what listens there or set another") from None


def _resolved(host: str) -> str:
    if _is_address(host):
        return host
    return str(ipaddress.ip_address(host)) if ":" in host else str(socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0][4][0])


def _is_address(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET, host)
    except OSError:
        return False
    return True
