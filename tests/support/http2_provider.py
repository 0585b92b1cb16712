"""A provider that speaks HTTP/2 and offers HTTP/3 in every way that HTTP/2 has; its answer ends with trailers."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import h2.config
import h2.connection
import h2.events

from gateway.demo.certificates import Authority
from support.socket_provider import HOST

OFFER = ("alt-svc", 'h3=":443"; ma=86400')


@dataclass
class Http2Provider:
    """Where it is."""

    port: int
    ca: Path


def answer(connection: ssl.SSLSocket) -> None:
    """Every request, until the other side closes."""
    spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    spoken.initiate_connection()
    connection.sendall(spoken.data_to_send())
    while data := connection.recv(65536):
        for event in spoken.receive_data(data):
            if isinstance(event, h2.events.StreamEnded):
                number = event.stream_id
                spoken.advertise_alternative_service(OFFER[1].encode(), stream_id=number)
                spoken.send_headers(number, [(":status", "103"), OFFER])
                spoken.send_headers(number, [(":status", "200"), ("content-type", "application/json"), OFFER])
                spoken.send_data(number, b"{}")
                spoken.send_headers(number, [OFFER, ("x-end", "1")], end_stream=True)
        connection.sendall(spoken.data_to_send())


@contextmanager
def http2_provider(folder: Path) -> Iterator[Http2Provider]:
    """Runs one, for one connection."""
    made = Authority()
    folder.mkdir()
    (folder / "ca.pem").write_bytes(made.pem())
    context = made.context(HOST, ("h2",))
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            raw, _ = listening.accept()
            with context.wrap_socket(raw, server_side=True) as connection:
                answer(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield Http2Provider(listening.getsockname()[1], folder / "ca.pem")
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(60)
