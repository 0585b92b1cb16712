"""TLS in front of a plain server of somebody else's, so that the gateway reaches it under a provider's name."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gateway.demo.certificates import Authority

SECONDS = 60.0


class Forwarder:
    """What a gateway needs to know of it; ``port`` and ``ca`` as a stand-in has them."""

    def __init__(self, port: int, ca: Path) -> None:
        self.port = port
        self.ca = ca


def _copy(source: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
    for side in (source, to):
        with suppress(OSError):
            side.shutdown(socket.SHUT_RDWR)


@contextmanager
def tls_forwarder(folder: Path, host: str, plain_port: int) -> Iterator[Forwarder]:
    """Shows a certificate for ``host`` and passes HTTP/1.1 bytes on to a port of this machine, which may open later."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    context = authority.context(host, ("http/1.1",))
    listening = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def talk(raw: socket.socket) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", plain_port), SECONDS) as plain:
            plain.settimeout(SECONDS)
            raw.settimeout(SECONDS)
            # Each direction reads and writes another object: OpenSSL lets one thread read and another write only by memory of its own.
            inside, outside = socket.socketpair()
            with inside, outside:
                pump = threading.Thread(target=_encrypted, args=(context, raw, outside))
                answers = threading.Thread(target=_copy, args=(plain, inside))
                pump.start()
                answers.start()
                _copy(inside, plain)
                answers.join()
                pump.join()

    def accept() -> None:
        with suppress(OSError):
            while True:
                raw, _ = listening.accept()
                thread = threading.Thread(target=talk, args=(raw,))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield Forwarder(listening.getsockname()[1], folder / "ca.pem")
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join(SECONDS)
        for thread in threads:
            thread.join(2 * SECONDS)


def _encrypted(context: ssl.SSLContext, raw: socket.socket, clear: socket.socket) -> None:
    """One thread for both directions of the TLS side: OpenSSL allows one call at a time."""
    with suppress(OSError), context.wrap_socket(raw, server_side=True) as secret:
        secret.settimeout(0.02)
        clear.setblocking(False)
        while True:
            with suppress(TimeoutError):
                data = secret.recv(65536)
                if not data:
                    break
                clear.setblocking(True)
                clear.sendall(data)
                clear.setblocking(False)
            with suppress(BlockingIOError):
                data = clear.recv(65536)
                if not data:
                    break
                secret.settimeout(SECONDS)
                secret.sendall(data)
                secret.settimeout(0.02)
    with suppress(OSError):
        clear.shutdown(socket.SHUT_RDWR)
