"""What a provider says before and behind an answer over HTTP/1.1 keeps no client waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from gateway.proxy.provider_http1 import MAX_LINES_BYTES, take_over
from support.proxy import Running, running
from support.scripted_provider import REQUEST, ScriptedProvider, client, read, read_all, scripted_provider

HINTS = b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\nalt-svc: h3\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
CHUNKED = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
WORD, END = b"d\r\ndata: slovo\n\n\r\n", b"0\r\n\r\n"
TRAILERS = b"0\r\nx-sum: 1\r\nalt-svc: h3\r\n\r\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ScriptedProvider]]:
    folder = tmp_path_factory.mktemp("provider")
    with scripted_provider(folder / "provider") as provider, running(provider, folder) as proxy:  # type: ignore[arg-type]
        yield proxy, provider


@pytest.mark.parametrize(
    ("why", "said", "passes"),
    [
        ("hints before the answer, in one piece with it", [HINTS + JSON], JSON),
        ("hints by themselves", [HINTS, JSON], JSON),
        ("a 100 that nobody asked for", [CONTINUE, JSON], JSON),
        ("several, cut anywhere", [CONTINUE + HINTS[:9], HINTS[9:] + CONTINUE, JSON[:5], JSON[5:]], JSON),
        ("before a streamed answer", [HINTS, CHUNKED + WORD, WORD, END], CHUNKED + WORD + WORD + END),
        ("trailers behind the last chunk", [CHUNKED + WORD, WORD, TRAILERS], CHUNKED + WORD + WORD + END),
        ("trailers, cut", [CHUNKED + WORD, TRAILERS[:7], TRAILERS[7:]], CHUNKED + WORD + END),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_answer_arrives(house: tuple[Running, ScriptedProvider], why: str, said: list[bytes], passes: bytes) -> None:
    """Without what stands before and behind it; and both connections are there for a next request."""
    proxy, provider = house
    with client(proxy) as asker:
        asker.sendall(REQUEST)
        with provider.next() as other:
            read(other, b"\r\n\r\n")
            for piece in said:
                other.sendall(piece)
            assert read(asker, passes[-5:]) == passes, why
            asker.sendall(REQUEST)
            read(other, b"\r\n\r\n")
            other.sendall(JSON)
            assert read(asker, b"{}") == JSON


@pytest.mark.parametrize(
    ("why", "begins", "goes_on", "status"),
    [
        ("a head", b"HTTP/1.1 200 OK\r\n", b"x: y\r\n", b"HTTP/1.1 502 "),
        ("the line before a chunk", CHUNKED + WORD + b"5;", b"extension", CHUNKED[:15]),
        ("trailers", CHUNKED + WORD + b"0\r\n", b"x: y\r\n", CHUNKED[:15]),
    ],
)
def test_what_has_no_end(house: tuple[Running, ScriptedProvider], why: str, begins: bytes, goes_on: bytes, status: bytes) -> None:
    """Is not collected: the provider is hung up on, and the client is not told that its answer was whole."""
    proxy, provider = house
    with client(proxy) as asker:
        asker.sendall(REQUEST)
        with provider.next() as other:
            read(other, b"\r\n\r\n")
            other.sendall(begins)
            sent, piece = 0, goes_on * 5_000
            with suppress(OSError):
                while sent < 200 * MAX_LINES_BYTES:
                    other.sendall(piece)
                    sent += len(piece)
            assert sent < 200 * MAX_LINES_BYTES, why
            got, _ = read_all(asker)
    assert got.startswith(status), why
    assert not got.endswith(END)


def test_a_connection_that_is_not_there_is_left_alone() -> None:
    """Nobody was reached."""
    take_over(None)
