"""The short way of a streamed answer: the client gets the provider's bytes, and everything after it works as without."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPResponse
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.test.tflow import tflow

from gateway.proxy.lane import Lane, Lanes
from gateway.proxy.layers import STREAM, CustomsStream
from gateway.proxy.whole_chunks import whole_chunks
from support.proxy import Running, running
from support.scripted_provider import REQUEST, ScriptedProvider, client, read, read_all, scripted_provider

CHUNKED = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"
JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


@dataclass
class House:
    """A proxy, its provider, and what took the short way."""

    proxy: Running
    provider: ScriptedProvider
    carried: list[bytes] = field(default_factory=list)
    """As it was sent to the client."""


@pytest.fixture(scope="module")
def running_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("lane")
    with scripted_provider(folder / "provider") as provider, running(provider, folder) as proxy:  # type: ignore[arg-type]
        yield House(proxy, provider)


@pytest.fixture
def house(running_house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    running_house.carried.clear()
    carry = Lane.carry

    def noted(self: Lane, data: bytes) -> tuple[bytes, bool]:
        piece, rest = carry(self, data)
        if piece:
            running_house.carried.append(piece)
        return piece, rest

    monkeypatch.setattr(Lane, "carry", noted)
    return running_house


def asked(house: House, asker: ssl.SSLSocket) -> ssl.SSLSocket:
    """The provider's end of a connection on which the client has asked."""
    asker.sendall(REQUEST)
    provider = house.provider.next()
    read(provider, b"\r\n\r\n")
    return provider


def once_more(asker: ssl.SSLSocket, provider: ssl.SSLSocket) -> None:
    """Both connections are there for a next request."""
    asker.sendall(REQUEST)
    read(provider, b"\r\n\r\n")
    provider.sendall(JSON)
    assert read(asker, b"{}").startswith(b"HTTP/1.1 200 OK")


WORD, LONG = chunk(b"data: slovo\n\n"), chunk(b"x" * 40_000)


@pytest.mark.parametrize(
    ("why", "pieces", "short"),
    [
        ("each chunk by itself, then the end", [WORD, WORD, WORD, END], 3),
        ("the end in one piece with the last chunk", [WORD, WORD + END], 1),
        ("two chunks together", [WORD + WORD, END], 1),
        ("a chunk cut in its content: both parts by the layers, then short again", [WORD[:9], WORD[9:], WORD, END], 1),
        ("a chunk cut before its line's end", [WORD[:-2], WORD[-2:], WORD, WORD, END], 1),
        ("a chunk cut in its size", [LONG[:2], LONG[2:], WORD, END], 1),
        ("the end cut", [WORD, END[:3], END[3:]], 1),
        ("an extension is left out by the layers", [b"3;a=b\r\nabc\r\n", WORD, END], 1),
        ("nothing but the end", [END], 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_chunks(house: House, why: str, pieces: list[bytes], short: int) -> None:
    """What has content is at the client before the next piece is sent; the content is the provider's, and both connections live on.

    At least ``short`` pieces go the short way, and none but whole chunks.
    """
    with client(house.proxy) as asker, asked(house, asker) as provider:
        provider.sendall(CHUNKED)
        assert read(asker, b"\r\n\r\n") == CHUNKED
        sent, got = b"", b""
        for piece in pieces:
            provider.sendall(piece)
            sent += piece
            while len(content(got)) < len(content(sent)):
                got += asker.recv(65536)
        got += b"" if got.endswith(END) else read(asker, END)
        assert content(got) == content(sent)
        assert short <= len(house.carried) <= sum(map(whole_chunks, pieces)), why
        once_more(asker, provider)


def content(body: bytes) -> bytes:
    """Of a chunked body that may not have ended, as far as it is there."""
    found = b""
    while b"\r\n" in body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        found += body[:length]
        if not length or len(body) < length + 2:
            break
        body = body[length + 2 :]
    return found


@pytest.mark.parametrize(
    ("why", "head", "pieces", "short"),
    [
        ("a length: up to the last piece", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", [b"abc", b"0\r\n", b"xyz"], 2),
        ("until the provider closes", b"HTTP/1.1 200 OK\r\n\r\n", [b"abc", b"0\r\n\r\n", b"xyz"], 3),
    ],
)
def test_other_framings(house: House, why: str, head: bytes, pieces: list[bytes], short: int) -> None:
    """Bytes that look like the end of chunks are none there."""
    with client(house.proxy) as asker, asked(house, asker) as provider:
        provider.sendall(head)
        assert read(asker, b"\r\n\r\n") == head
        for piece in pieces:
            provider.sendall(piece)
            assert read(asker, piece) == piece
        assert len(house.carried) == short, why
        if b"length" in head:
            once_more(asker, provider)
        else:
            farewell(provider)
            provider.close()
            assert read_all(asker)[0] == b""


@given(
    contents=st.lists(st.one_of(st.binary(min_size=1, max_size=60), st.just(b"y" * 20_000)), min_size=1, max_size=8),
    cuts=st.one_of(st.none(), st.sets(st.integers(1, 1000), max_size=6)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_it_is_cut_never_matters(house: House, contents: list[bytes], cuts: set[int] | None) -> None:
    """Any chunks, sent in any pieces (None: one by one) without waiting: the client has the same content, and the connections live on."""
    chunks = [chunk(one) for one in contents]
    body = b"".join(chunks) + END
    places = sorted(one for one in cuts if one < len(body)) if cuts is not None else list(accumulate(map(len, chunks)))
    with client(house.proxy) as asker, asked(house, asker) as provider:
        provider.sendall(CHUNKED)
        for start, stop in pairwise([0, *places, len(body)]):
            provider.sendall(body[start:stop])
        answer = HTTPResponse(asker)
        answer.begin()
        assert answer.read() == b"".join(contents)
        once_more(asker, provider)


def begun(house: House, asker: ssl.SSLSocket) -> ssl.SSLSocket:
    """The provider's end in the midst of an answer that goes the short way."""
    provider = asked(house, asker)
    provider.sendall(CHUNKED + WORD)
    read(asker, WORD)
    provider.sendall(WORD)
    read(asker, WORD)
    assert house.carried
    return provider


def farewell(provider: ssl.SSLSocket) -> None:
    with suppress(OSError):
        provider.unwrap()


def reset(provider: ssl.SSLSocket) -> None:
    provider.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("why", "last", "ends"),
    [
        ("closed behind a chunk", b"", ssl.SSLSocket.close),
        ("closed in a chunk", WORD[:5], ssl.SSLSocket.close),
        ("with TLS's farewell", b"", farewell),
        ("with a reset", b"", reset),
        ("what comes is no chunk", b"these are no chunks\r\n", lambda _: None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_end_is_seen(house: House, why: str, last: bytes, ends: Callable[[ssl.SSLSocket], object]) -> None:
    """An answer that the provider did not end is not ended by us."""
    with client(house.proxy) as asker, begun(house, asker) as provider:
        provider.sendall(WORD + last)
        ends(provider)
        provider.close()
        rest, _ = read_all(asker)
    assert rest in {WORD, b""} or rest.startswith(WORD), why
    assert END not in rest


def test_the_client_leaves(house: House) -> None:
    """The provider's connection is closed then, and nothing more is read from it."""
    with client(house.proxy) as asker:
        provider = begun(house, asker)
    with provider:
        assert read_all(provider)[0] == b""


def test_the_client_says_more(house: House) -> None:
    """A next request that comes too early waits for its turn."""
    with client(house.proxy) as asker, begun(house, asker) as provider:
        asker.sendall(REQUEST)
        provider.sendall(WORD)
        read(asker, WORD)
        provider.sendall(END)
        read(asker, END)
        read(provider, b"\r\n\r\n")
        provider.sendall(JSON)
        read(asker, b"{}")


def test_a_client_that_does_not_read(house: House) -> None:
    """Holds its provider up: an answer does not pile up here."""
    with client(house.proxy) as asker, asked(house, asker) as provider:
        provider.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n")
        read(asker, b"\r\n\r\n")
        provider.settimeout(1)
        with pytest.raises(TimeoutError):
            provider.sendall(b"x" * 100_000_000)
        assert house.carried


def test_a_fault_cuts_the_answer(house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A piece of it may be lost, so it does not go on; the log names the class only."""

    def fails(_self: Lane, _data: bytes) -> tuple[bytes, bool]:
        raise ValueError("slovo")

    with client(house.proxy) as asker, begun(house, asker) as provider:
        monkeypatch.setattr(Lane, "carry", fails)
        provider.sendall(WORD)
        assert read_all(asker)[0] == b""
    assert "a streamed answer is cut: ValueError" in caplog.text
    assert "slovo" not in caplog.text


def test_the_entrance(house: House) -> None:
    """A client in clear, at the base URL."""
    own = f"127.0.0.1:{house.proxy.settings.entrance.port}"
    with socket.create_connection(("127.0.0.1", house.proxy.settings.entrance.port), 60) as asker:
        asker.sendall(f"GET /openai/v1/models HTTP/1.1\r\nHost: {own}\r\n\r\n".encode())
        with house.provider.next() as provider:
            read(provider, b"\r\n\r\n")
            provider.sendall(CHUNKED)
            read(asker, b"\r\n\r\n")
            provider.sendall(WORD)
            read(asker, WORD)
            provider.sendall(WORD + END)
            read(asker, WORD + END)
    assert house.carried == [WORD]


def test_an_answer_that_is_read_goes_no_short_way() -> None:
    """Where values come back or ids are noted, whatever else holds."""
    flow, stream = tflow(resp=True), object.__new__(CustomsStream)
    assert flow.response
    for way in (False, lambda data: data):
        flow.response.stream = way
        flow.metadata[STREAM] = stream
        lanes = Lanes()
        lanes.begins(flow)
        assert lanes.of(flow.server_conn) is None
        assert STREAM not in flow.metadata
