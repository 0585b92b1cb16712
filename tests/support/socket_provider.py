"""A provider of WebSockets that writes down everything it is sent, control frames too, and says what a test lets it say."""

from __future__ import annotations

import json
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Event, Ping, Pong, Request, TextMessage

from gateway.demo.certificates import Authority

HOST = "api.openai.com"
SECONDS = 60.0


def realtime(message: str | bytes) -> list[Event]:
    """What the Realtime API would say, much shortened."""
    if isinstance(message, bytes):
        return [BytesMessage(message)]
    try:
        kind = json.loads(message).get("type")
    except ValueError:
        kind = None
    events: list[dict[str, Any]] = [{"type": f"{kind}d", "event_id": "e1"}]
    if kind == "response.create":
        names = {"event_id": "e2", "response_id": "r1", "item_id": "i1", "output_index": 0, "content_index": 0}
        events = [{"type": "response.output_text.delta", "delta": piece, **names} for piece in ("Dobrý ", "den.")]
        events.append({"type": "response.output_text.done", "text": "Dobrý den.", **names})
        events.append({"type": "response.done", "event_id": "e3", "response": {"id": "r1", "status": "completed", "output": []}})
    return [TextMessage(json.dumps(event, ensure_ascii=False)) for event in events]


@dataclass
class SocketProvider:
    """The provider as tests see it."""

    port: int
    ca: Path
    connections: int = 0
    requests: list[Request] = field(default_factory=list)
    messages: list[str | bytes] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    pings: list[bytes] = field(default_factory=list)
    pongs: list[bytes] = field(default_factory=list)
    closes: list[tuple[int, str]] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)
    answers: Callable[[str | bytes], list[Event]] = realtime
    raw_answer: bytes | None = None
    """Sent as it is in answer to any request head, instead of a handshake."""
    accept: Callable[[Request], AcceptConnection] = field(
        default=lambda request: AcceptConnection(subprotocol=next(iter(request.subprotocols), None))
    )
    lock: threading.Lock = field(default_factory=threading.Lock)
    live: list[tuple[ssl.SSLSocket, WSConnection]] = field(default_factory=list)

    def say(self, *events: Event) -> None:
        """Sends these on the last connection."""
        connection, ws = self.live[-1]
        for event in events:
            self._send(connection, ws, event)

    def _send(self, connection: ssl.SSLSocket, ws: WSConnection, event: Event) -> None:
        with self.lock:
            connection.sendall(ws.send(event))

    def drop(self) -> None:
        """Cuts the last connection without a word."""
        self.live[-1][0].shutdown(socket.SHUT_RDWR)

    def _read(self, connection: ssl.SSLSocket) -> bytes:
        """The next bytes, never while another thread writes: OpenSSL allows one at a time."""
        while not connection.pending() and not select.select([connection], [], [], 0.05)[0]:
            pass
        with self.lock:
            return connection.recv(65536)

    def serve(self, connection: ssl.SSLSocket) -> None:
        ws = WSConnection(ConnectionType.SERVER)
        parts: list[str | bytes] = []
        while data := self._read(connection):
            self.received += data
            if self.raw_answer is not None:
                connection.sendall(self.raw_answer)
                continue
            ws.receive_data(data)
            for event in ws.events():
                match event:
                    case Request():
                        self.requests.append(event)
                        self.live.append((connection, ws))  # before the client knows that it is open, and the test goes on
                        self._send(connection, ws, self.accept(event))
                    case TextMessage() | BytesMessage():
                        parts.append(event.data)
                        if event.message_finished:
                            whole = parts[0][:0].join(parts)  # type: ignore[arg-type]
                            self.frames.append(len(parts))
                            self.messages.append(whole)
                            parts = []
                            for answer in self.answers(whole):
                                self._send(connection, ws, answer)
                    case Ping():
                        self.pings.append(bytes(event.payload))
                        self._send(connection, ws, event.response())
                    case Pong():
                        self.pongs.append(bytes(event.payload))
                    case CloseConnection():
                        self.closes.append((event.code, event.reason or ""))
                        with suppress(Exception):
                            self._send(connection, ws, event.response())
                        return
                    case _:
                        pass


def until(holds: Callable[[], object]) -> None:
    """Waits for what another thread does; fails after a while."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


@contextmanager
def socket_provider(folder: Path, host: str = HOST) -> Iterator[SocketProvider]:
    """Runs one of this host in threads."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    context = authority.context(host, ("http/1.1",))
    listening = socket.create_server(("127.0.0.1", 0))
    made = SocketProvider(listening.getsockname()[1], folder / "ca.pem")
    open_ones: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def talk(raw: socket.socket) -> None:
        with suppress(OSError), context.wrap_socket(raw, server_side=True) as connection:
            open_ones.append(connection)
            made.serve(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                raw, _ = listening.accept()
                made.connections += 1
                thread = threading.Thread(target=talk, args=(raw,))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield made
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for one in open_ones:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        accepting.join(SECONDS)
        for thread in threads:
            thread.join(SECONDS)
