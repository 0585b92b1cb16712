"""Raw sockets through the proxy, for what no HTTP library would send."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from support.gateway_process import Gateway

SECONDS = 20.0


@contextmanager
def connect(house: Gateway, target: str, *, expect: int = 200) -> Iterator[socket.socket]:
    """A socket after CONNECT was answered with the expected status."""
    with socket.create_connection(("127.0.0.1", house.ports.proxy), timeout=SECONDS) as connection:
        connection.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        head = head_of(connection)
        assert head.startswith(f"HTTP/1.1 {expect} ".encode()), head[:40]
        yield connection


def head_of(connection: socket.socket) -> bytes:
    """Reads up to the end of an answer's head."""
    data = b""
    while not data.endswith(b"\r\n\r\n") and (more := connection.recv(1)):
        data += more
    return data


def answer_to(connection: socket.socket, patience: float = 5.0) -> bytes:
    """Everything until the peer closes, is silent from the start for ``patience`` seconds, or after its first byte for a moment."""
    data = b""
    connection.settimeout(patience)
    with suppress(OSError):
        while more := connection.recv(65536):
            data += more
            connection.settimeout(0.5)
    return data


def closed(connection: socket.socket) -> bool:
    """Whether the peer closes without a word."""
    with suppress(ConnectionError):
        return connection.recv(65536) == b""
    return True
