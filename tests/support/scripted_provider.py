"""A provider that says byte for byte what a test says, when the test says it: the test holds its end of each connection."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gateway.demo.certificates import Authority
from support.ca import authority
from support.proxy import Running

HOST = "api.openai.com"
SECONDS = 60.0


@dataclass
class ScriptedProvider:
    """Accepts connections; the test takes them out."""

    port: int
    ca: Path
    accepted: queue.Queue[ssl.SSLSocket] = field(default_factory=queue.Queue)

    def next(self) -> ssl.SSLSocket:
        """The next connection that was opened to it."""
        return self.accepted.get(timeout=SECONDS)


@contextmanager
def scripted_provider(folder: Path) -> Iterator[ScriptedProvider]:
    """Runs one."""
    made = Authority()
    folder.mkdir()
    (folder / "ca.pem").write_bytes(made.pem())
    context = made.context(HOST, ("http/1.1",))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        provider = ScriptedProvider(listening.getsockname()[1], folder / "ca.pem")

        def serve() -> None:
            with suppress(OSError):
                while True:
                    raw, _ = listening.accept()
                    raw.settimeout(SECONDS)
                    with suppress(OSError):
                        provider.accepted.put(context.wrap_socket(raw, server_side=True))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield provider
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join(SECONDS)
            while (
                not provider.accepted.empty()
            ):  # that nobody took out: left to the garbage collector it would be a warning in another test
                provider.accepted.get().close()


@contextmanager
def client(proxy: Running) -> Iterator[ssl.SSLSocket]:
    """A connection to the provider through the proxy, HTTP/1.1."""
    context = ssl.create_default_context(cadata=authority().pem.decode())
    with socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=SECONDS) as raw:
        raw.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\r\n".encode())
        assert b" 200 " in raw.recv(4096)
        with context.wrap_socket(raw, server_hostname=HOST) as inside:
            yield inside


REQUEST = f"GET /v1/models HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def read(connection: socket.socket, end: bytes) -> bytes:
    """What comes, up to and with ``end``."""
    data = b""
    while not data.endswith(end):
        piece = connection.recv(65536)
        assert piece, "the connection ended early"
        data += piece
    return data


def read_all(connection: socket.socket) -> tuple[bytes, bool]:
    """What comes until the connection ends, and whether it ended without TLS's own farewell or with a reset."""
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except (ssl.SSLError, ConnectionError):
        return data, True
    return data, False
