"""The stand-in's HTTP/2."""

import asyncio

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, ResponseReceived, StreamEnded

from gateway.demo.channel import Channel
from gateway.demo.exchange import Gate, Reply, Request, plain
from gateway.demo.http2 import Session
from support.channels import served

HEAD = [(":method", "POST"), (":scheme", "https"), (":authority", "h"), (":path", "/a?b=c"), ("x-a", "1")]


async def serve(channel: Channel) -> None:
    await Session(channel).serve()


def echo(request: Request) -> Reply:
    return plain(200, "text/plain", f"{request.path} {request.query} {request.header('x-a')} ".encode() + request.body)


class Client:
    """A small HTTP/2 client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.h2 = H2Connection(H2Configuration(client_side=True))
        self.h2.initiate_connection()
        self.reader, self.writer = reader, writer
        self.bodies: dict[int, bytes] = {}
        self.order: list[int] = []

    async def flush(self) -> None:
        self.writer.write(self.h2.data_to_send())
        await self.writer.drain()

    async def send(self, number: int, body: bytes) -> None:
        self.h2.send_headers(number, HEAD)
        while body:
            size = min(self.h2.local_flow_control_window(number), self.h2.max_outbound_frame_size, len(body))
            if size:
                self.h2.send_data(number, body[:size])
                body = body[size:]
            else:
                await self.receive()
            await self.flush()
        self.h2.end_stream(number)
        await self.flush()

    async def receive(self) -> list[Event]:
        events = self.h2.receive_data(await self.reader.read(65536))
        for event in events:
            if isinstance(event, DataReceived):
                number = event.stream_id or 0
                self.bodies[number] = self.bodies.get(number, b"") + (event.data or b"")
                self.h2.acknowledge_received_data(event.flow_controlled_length or 0, number)
            if isinstance(event, StreamEnded):
                self.order.append(event.stream_id or 0)
        await self.flush()
        return events

    async def finish(self, streams: int) -> None:
        while len(self.order) < streams:
            await self.receive()


@pytest.mark.parametrize("size", [0, 10, 300_000], ids=["empty", "small", "above the window"])
def test_bodies_of_any_size_both_ways(size: int) -> None:
    """Requests and replies larger than a flow-control window pass whole, and every byte was heard."""
    heard = bytearray()

    async def talk() -> bytes:
        async with served(serve, echo, heard) as pair:
            client = Client(*pair)
            await client.send(1, b"x" * size)
            await client.finish(1)
            return client.bodies[1]

    assert asyncio.run(talk()) == b"/a b=c 1 " + b"x" * size
    assert heard.count(b"x") >= size


def test_streams_are_answered_apart() -> None:
    """A reply that waits does not hold back another stream's."""

    def answer(request: Request) -> Reply:
        return Reply(200, (), (Gate(), b"slow")) if request.body == b"wait" else plain(200, "text/plain", b"fast")

    async def talk() -> list[int]:
        gate = asyncio.Event()
        async with served(serve, answer, bytearray(), gate) as pair:
            client = Client(*pair)
            await client.send(1, b"wait")
            await client.send(3, b"go")
            await client.finish(1)
            gate.set()
            await client.finish(2)
            return client.order

    assert asyncio.run(talk()) == [3, 1]


def test_a_head_comes_before_the_parts() -> None:
    """The head of a reply leaves before its first part is due."""

    async def talk() -> bool:
        gate = asyncio.Event()
        async with served(serve, lambda _: Reply(200, (), (Gate(), b"x")), bytearray(), gate) as pair:
            client = Client(*pair)
            await client.send(1, b"")
            while not any(isinstance(event, ResponseReceived) for event in await client.receive()):
                pass
            before = not client.bodies
            gate.set()
            await client.finish(1)
            return before

    assert asyncio.run(talk())


def test_what_is_not_http2_ends_the_connection() -> None:
    """Bytes without the preface end the connection and were heard."""
    heard = bytearray()

    async def talk() -> None:
        async with served(serve, echo, heard) as (reader, writer):
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            await reader.read()

    asyncio.run(talk())
    assert heard.startswith(b"GET /")
