"""The canary as a client, against a server of a few lines."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Request, TextMessage

from gateway.canary.cases import Case
from gateway.canary.live import CAME_THROUGH, Answered, Client, outcomes
from gateway.canary.outcome import ENTITY, Fate
from gateway.demo import websocket
from gateway.demo.certificates import Authority
from gateway.extract.examples.api import Example
from gateway.model import RequestHead

REFERENCE = "7K3QX-9M2PD-R4TWB"
HOST = "claude.ai"


def case(format_name: str = "claude_web", method: str = "POST") -> Case:
    return Case(
        "claude",
        "completion",
        format_name,
        RequestHead("https", HOST, 443, method, "/a", "", (("content-type", "a/b"),)),
        Example("a", b"{}"),
    )


@contextmanager
def proxy(folder: Path, talk: Callable[[ssl.SSLSocket], None]) -> Iterator[Client]:
    """Takes CONNECT and talks TLS behind it, one connection after the other."""
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    context = authority.context(HOST, ("http/1.1",))
    listening = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            while True:
                raw, _ = listening.accept()
                raw.settimeout(60)
                raw.recv(65536)
                raw.sendall(b"HTTP/1.1 200 Established\r\n\r\n")
                with suppress(OSError), context.wrap_socket(raw, server_side=True) as connection:
                    talk(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        with Client(listening.getsockname()[1], ssl.create_default_context(cafile=str(folder / "ca.pem"))) as client:
            yield client
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(60)


def says(head: str, body: bytes) -> Callable[[ssl.SSLSocket], None]:
    def talk(connection: ssl.SSLSocket) -> None:
        while connection.recv(65536):
            connection.sendall(f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return talk


def test_a_reference_in_a_header_or_in_the_page(tmp_path: Path) -> None:
    """Wherever a dialect has room for it."""
    with proxy(tmp_path, says(f"403 Forbidden\r\nx-request-id: {REFERENCE}", b"{}")) as client:
        assert [client.send(case()).reference for _ in range(2)] == [REFERENCE] * 2
    with proxy(tmp_path, says("200 OK", f'data: {{"text": "číslo {REFERENCE}."}}\n\n'.encode())) as client:
        assert client.send(case()).reference == REFERENCE


def test_an_answer_of_the_tool_has_none(tmp_path: Path) -> None:
    """So it passed; and nothing at all is a fault, and no pass."""
    with proxy(tmp_path, says("200 OK", b'{"id": "chatcmpl-123"}')) as client:
        assert client.send(case()) == Answered(client.send(case()).case)
    with proxy(tmp_path, lambda connection: connection.close()) as client:
        assert client.send(case()).broken


def test_a_socket(tmp_path: Path) -> None:
    """One message after the handshake, and the server's until one tells."""

    def talking(said: str) -> Callable[[ssl.SSLSocket], None]:
        def talk(connection: ssl.SSLSocket) -> None:
            ws = WSConnection(ConnectionType.SERVER)
            while data := connection.recv(65536):
                ws.receive_data(data)
                for event in ws.events():
                    if isinstance(event, Request):
                        connection.sendall(ws.send(AcceptConnection()))
                    if isinstance(event, TextMessage):
                        connection.sendall(ws.send(TextMessage("{}")) + ws.send(TextMessage(said)))

        return talk

    with proxy(tmp_path, talking(f"č. {REFERENCE}")) as client:
        assert client.send(case("copilot_web", "GET")).reference == REFERENCE
    with proxy(tmp_path, talking(CAME_THROUGH.decode())) as client:
        assert client.send(case("copilot_web", "GET")) == Answered(client.send(case("copilot_web", "GET")).case)


def test_the_stand_in_says_that_a_message_came_through() -> None:
    """The client need not wait for a refusal that does not come."""
    assert CAME_THROUGH in websocket.SAID


def test_outcomes() -> None:
    """By the event that the reference names."""
    one = case()
    found = outcomes(
        [Answered(one, REFERENCE), Answered(one, "A" * 17), Answered(one), Answered(one, broken=True)], {REFERENCE: {"kinds": {ENTITY: 1}}}
    )
    assert [(outcome.fate, outcome.reason) for outcome in found] == [
        (Fate.SEEN, ""),
        (Fate.NOT_READ, "no event"),
        (Fate.PASSED, ""),
        (Fate.NOT_READ, "no answer"),
    ]
