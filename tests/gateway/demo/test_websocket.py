"""WebSockets of the stand-in."""

from __future__ import annotations

import asyncio

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Pong, TextMessage
from wsproto.events import Request as Handshake

from gateway.demo import websocket
from gateway.demo.channel import Channel
from gateway.demo.exchange import Reply, Request, plain


def talk(*events: object) -> tuple[list[Request], list[object]]:
    """What the stand-in understood, and what it said, to a client that sends these events."""
    client = WSConnection(ConnectionType.CLIENT)
    hello = client.send(Handshake("copilot.example", "/c/api/chat?v=2"))
    lines = hello.decode().split("\r\n")
    headers = tuple((name.lower(), value) for name, _, value in (line.partition(": ") for line in lines[1:] if line))
    request = Request("GET", "copilot.example", "/c/api/chat", headers, b"", "v=2")
    assert websocket.wanted(request)
    heard: list[Request] = []
    said: list[object] = []

    def answer(one: Request) -> Reply:
        heard.append(one)
        return plain(200, "text/plain", b"")

    class Writer:
        def write(self, data: bytes) -> None:
            client.receive_data(data)
            said.extend(client.events())
            if isinstance(said[-1], AcceptConnection):
                for event in events:
                    reader.feed_data(client.send(event))  # type: ignore[arg-type]
                reader.feed_eof()

        async def drain(self) -> None:
            pass

    async def run() -> None:
        nonlocal reader
        reader = asyncio.StreamReader()
        await websocket.serve(Channel(reader, Writer(), answer, lambda _: None, lambda: None, _never), request)  # type: ignore[arg-type]

    reader: asyncio.StreamReader
    asyncio.run(run())
    return heard, said


async def _never() -> None:
    raise AssertionError


def test_messages_are_understood_and_answered() -> None:
    """Unmasked, so that a search finds what was in them."""
    heard, said = talk(TextMessage("Dobrý den"), BytesMessage(b"\x00\x01"), Ping(b"p"), CloseConnection(1000))
    assert [(one.method, one.host, one.body) for one in heard] == [
        ("MESSAGE", "copilot.example", "Dobrý den".encode()),
        ("MESSAGE", "copilot.example", b"\x00\x01"),
    ]
    assert [type(event) for event in said] == [AcceptConnection, TextMessage, TextMessage, Pong, CloseConnection]


@pytest.mark.parametrize(("method", "header"), [("POST", "websocket"), ("GET", "h2c"), ("GET", "")])
def test_other_requests_are_none(method: str, header: str) -> None:
    """Only a GET that asks for it."""
    assert not websocket.wanted(Request(method, "a", "/", (("upgrade", header),)))
