"""The stand-in's HTTP/1.1."""

import asyncio
from collections.abc import Callable

import pytest

from gateway.demo import http1
from gateway.demo.exchange import Reply, Request, plain
from support.channels import served


def talk(sent: bytes, answer: Callable[[Request], Reply]) -> tuple[bytes, bytes]:
    """What the server answered to these bytes, and what it heard."""
    heard = bytearray()

    async def one() -> bytes:
        async with served(http1.serve, answer, heard) as (reader, writer):
            writer.write(sent)
            writer.write_eof()
            return await reader.read()

    return asyncio.run(one()), bytes(heard)


def echo(request: Request) -> Reply:
    return plain(200, "text/plain", f"{request.method} {request.path} {request.query} ".encode() + request.body)


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (b"GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n", b"GET /a b=c "),
        (b"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz", b"POST /a  xyz"),
        (b"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n2\r\nyz\r\n0\r\n\r\n", b"POST /a  xyz"),
    ],
    ids=["no body", "by length", "chunked"],
)
def test_requests_are_read(sent: bytes, body: bytes) -> None:
    """A request is read whole, and every byte of it was heard."""
    answered, heard = talk(sent, echo)
    assert answered.endswith(b"\r\n\r\n" + body)
    assert heard == sent


def test_one_connection_many_requests() -> None:
    """A connection is kept for the next request."""
    answered, _ = talk(b"GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n", echo)
    assert answered.count(b"HTTP/1.1 200") == 2


def test_a_waiting_client_is_told_to_go_on() -> None:
    """``Expect: 100-continue`` is answered before the body is read."""
    head = b"POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    heard = bytearray()

    async def one() -> bytes:
        async with served(http1.serve, echo, heard) as (reader, writer):
            writer.write(head)
            interim = await reader.readuntil(b"\r\n\r\n")
            writer.write(b"xyz")
            writer.write_eof()
            return interim + await reader.read()

    answered = asyncio.run(one())
    assert answered.startswith(b"HTTP/1.1 100")
    assert answered.endswith(b"xyz")


def test_parts_are_chunks() -> None:
    """Each part of a streamed reply is a chunk of its own."""
    answered, _ = talk(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", lambda _: Reply(200, (), (b"ab", b"cde")))
    assert answered.endswith(b"2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")


def test_what_is_not_http_gets_an_error() -> None:
    """Bytes that are no HTTP are answered 400 and heard."""
    answered, heard = talk(b"SSH-2.0-OpenSSH_9\r\n\r\n", echo)
    assert answered.startswith(b"HTTP/1.1 400")
    assert heard.startswith(b"SSH-2.0")
