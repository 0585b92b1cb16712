"""Sends to a provider what must arrive before the request that ends an upload: HTTP/1.1 over TLS, one connection, in order.

The same trust and way as the proxy's own connections (its file of authorities, host names checked, its dialler), and only to the host of
the request that is under way. mitmproxy has no way of sending a second request for a flow.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import h11

from gateway.extract.uploads.api import Incoming, Outgoing
from gateway.pipeline import Request

SECONDS = 120.0
"""For all requests of one upload. Clients wait some minutes for the end of an upload."""

ANSWER_BYTES = 256 * 1024
"""Of one answer. They hold an id and a few numbers."""

READ = 64 * 1024

type Dial = Callable[[str, int], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]
"""The proxy's own way to a provider's host and port. Raises OSError."""

type Allowed = Callable[[Request, bytes, Outgoing], bool]
"""Whether the proxy would let this request of this person to this host itself."""


class SendError(OSError):
    """The provider was not reached, or its answer is none. Holds nothing of either."""


class Sender:
    """One process's way to providers."""

    def __init__(self, trust: Path, dial: Dial, allowed: Allowed) -> None:
        self._context = ssl.create_default_context(cafile=str(trust))
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._context.set_alpn_protocols(["http/1.1"])
        self._dial = dial
        self._allowed = allowed

    async def __call__(self, request: Request, person: bytes, requests: Sequence[Outgoing]) -> Sequence[Incoming]:
        """The answers, as many as requests; fewer where one was refused: nothing is sent after it. Raises SendError."""
        if not all(self._allowed(request, person, one) for one in requests):
            raise SendError("not admitted")
        host = request.head.host
        try:
            async with asyncio.timeout(SECONDS):
                reader, writer = await self._dial(host, request.head.port)
                try:
                    await writer.start_tls(self._context, server_hostname=host)
                    return await _talk(reader, writer, host, requests)
                finally:
                    writer.transport.abort()
        except (OSError, h11.ProtocolError) as error:
            raise SendError(type(error).__name__) from None


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, requests: Sequence[Outgoing]) -> list[Incoming]:
    connection = h11.Connection(h11.CLIENT)
    answers: list[Incoming] = []
    for number, one in enumerate(requests):
        last = number + 1 == len(requests)
        own = [("host", host), ("content-length", str(len(one.body))), *([("connection", "close")] if last else [])]
        writer.write(connection.send(h11.Request(method=one.method, target=one.target, headers=[*own, *one.headers])) or b"")
        writer.write(connection.send(h11.Data(data=one.body)) or b"")
        writer.write(connection.send(h11.EndOfMessage()) or b"")
        await writer.drain()
        answers.append(await _answer(reader, connection))
        if not 200 <= answers[-1].status < 300 or last:
            break
        if connection.states != {h11.CLIENT: h11.DONE, h11.SERVER: h11.DONE}:
            raise SendError("closed")
        connection.start_next_cycle()
    return answers


async def _answer(reader: asyncio.StreamReader, connection: h11.Connection) -> Incoming:
    head: h11.Response | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(READ))
        elif isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > ANSWER_BYTES:
                raise SendError("too long")
        elif isinstance(event, h11.EndOfMessage):
            break
        elif not isinstance(event, h11.InformationalResponse):
            raise SendError("ended")
    assert head is not None  # noqa: S101  # h11 gives the end of a message after its head
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in head.headers}
    return Incoming(head.status_code, headers, bytes(body))
