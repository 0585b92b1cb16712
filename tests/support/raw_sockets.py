"""Raw sockets through the proxy, for what no HTTP library would send."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from support.gateway_process import Gateway

SECONDS = 60.0
"""For an answer that must come; generous, for a slow machine."""


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


def whole_answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """The head and the body of an answer that says its length or closes."""
    head = head_of(connection)
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    wanted, body = int(length[1]) if length else None, b""
    while (wanted is None or len(body) < wanted) and (more := connection.recv(65536)):
        body += more
    return head, body


def heard(connection: socket.socket, enough: Callable[[bytes], object]) -> bytes:
    """Everything until that is enough or the peer closes."""
    data = b""
    with suppress(OSError):
        while not enough(data) and (more := connection.recv(65536)):
            data += more
    return data


def gossip(connection: socket.socket, patience: float = 5.0) -> bytes:
    """What the peer happens to say: until it closes, is silent from the start for ``patience`` seconds, or after its first byte for a
    moment. For who must not hear something there; who waits for an answer may miss it on a slow machine.
    """
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
