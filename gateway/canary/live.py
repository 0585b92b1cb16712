"""The canary as a client: TLS through the proxy, requests and WebSockets. What became of each is told by the gateway's own record."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, Message, RejectData, Request, TextMessage

from gateway.canary.cases import Case
from gateway.canary.outcome import Fate, Outcome, stopped

SECONDS = 60.0
"""For one answer: longer than a document may take by default."""

_REFERENCE = re.compile(rb"\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}\b")
"""How a refusal names its event (:mod:`gateway.reference`)."""
CAME_THROUGH = b"celnice-stand-in"
"""In what the stand-in says to a message of a WebSocket (:mod:`gateway.demo.websocket`); of a real tool the answer ends by its silence."""
_FAILED = (OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for one case: the reference of the event; "" when it was not stopped, or nothing came back."""

    case: Case
    reference: str = field(default="")
    broken: bool = False


class Client:
    """One client of the gateway: a connection for each host, used again."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        self._port = port
        self._trust = trust
        self._open: dict[tuple[str, int], http.client.HTTPSConnection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for connection in self._open.values():
            connection.close()

    def send(self, case: Case) -> Answered:
        """Sends one case and waits for its answer."""
        try:
            data = self._socket(case) if case.socket else self._request(case)
        except _FAILED:
            return Answered(case, broken=True)
        found = _REFERENCE.search(data)
        return Answered(case, found[0].decode() if found else "")

    def _request(self, case: Case) -> bytes:
        where = (case.head.host, case.head.port)
        connection = self._open.pop(where, None) or self._connected(*where)
        headers = {**dict(case.head.headers), "user-agent": "celnice-canary", "accept": "application/json"}
        try:
            connection.request(case.head.method, case.target, case.example.content or None, headers)
            answer = connection.getresponse()
            told = (answer.getheader("x-request-id") or "").encode() + b"\n" + answer.read()
        except _FAILED:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            self._open[where] = connection
        return told

    def _socket(self, case: Case) -> bytes:
        """The server's messages after one message of ours, until one has a reference."""
        connection = self._connected(case.head.host, case.head.port)
        ws = WSConnection(ConnectionType.CLIENT)
        try:
            raw = connection.sock
            raw.sendall(ws.send(Request(case.head.host, case.target)))
            message: Message[Any] = (
                TextMessage(case.example.content.decode()) if case.example.is_text else BytesMessage(case.example.content)
            )
            heard = b""
            while data := raw.recv(65536):
                ws.receive_data(data)
                for event in ws.events():
                    match event:
                        case AcceptConnection():
                            raw.sendall(ws.send(message))
                        case TextMessage():
                            heard += event.data.encode()
                        case BytesMessage():
                            heard += event.data
                        case RejectData():
                            heard += event.data
                        case _:
                            pass
                if _REFERENCE.search(heard) or CAME_THROUGH in heard:
                    break
            return heard
        finally:
            connection.close()

    def _connected(self, host: str, port: int) -> http.client.HTTPSConnection:
        connection = http.client.HTTPSConnection("127.0.0.1", self._port, context=self._trust, timeout=SECONDS)
        connection.set_tunnel(host, port)
        connection.connect()
        return connection


def outcomes(answered: Iterable[Answered], events: Mapping[str, Mapping[str, Any]]) -> Iterator[Outcome]:
    """The fate of each by its event: an answer without a reference came from the tool."""
    for one in answered:
        event = events.get(one.reference)
        if one.broken:
            yield Outcome(one.case, Fate.NOT_READ, "no answer")
        elif not one.reference:
            yield Outcome(one.case, Fate.PASSED)
        elif event is None:
            yield Outcome(one.case, Fate.NOT_READ, "no event")
        else:
            yield stopped(one.case, event.get("kinds", {}), str(event.get("reason", "")), str(event.get("detail", "")))
