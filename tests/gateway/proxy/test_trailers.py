"""Answers with trailers reach the client whole, and nothing is logged; trailers of requests never leave."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from mitmproxy.proxy.layers.http import Http1Client

from support.ca import authority
from support.http2_provider import http2_provider
from support.proxy import Running, running
from support.scripted_provider import HOST, REQUEST, ScriptedProvider, client, read, scripted_provider

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\ntrailer: x-end, grpc-status\r\n\r\n"
PIECE = b"d\r\ndata: slovo\n\n\r\n"
END = b"0\r\nX-End: 1\r\ngrpc-status: 0\r\n\r\n"
PLAIN = b"0\r\n\r\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ScriptedProvider]]:
    folder = tmp_path_factory.mktemp("trailers")
    with scripted_provider(folder / "provider") as provider, running(provider, folder) as proxy:  # type: ignore[arg-type]
        yield proxy, provider


@pytest.mark.parametrize(
    ("why", "kind", "pieces"),
    [
        ("a plain answer at once", b"application/json", [PIECE + END]),
        ("a streamed one: the trailers by themselves", b"text/event-stream", [PIECE, PIECE, END]),
        ("together with the last piece", b"text/event-stream", [PIECE, PIECE + END]),
        ("cut in the midst of a field", b"text/event-stream", [PIECE, PIECE, END[:7], END[7:]]),
        ("cut behind the last chunk", b"application/grpc-web+proto", [PIECE, END[:3], END[3:]]),
        ("an answer of nothing else", b"application/grpc-web+proto", [END]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_answer_ends_as_without(
    house: tuple[Running, ScriptedProvider], caplog: pytest.LogCaptureFixture, why: str, kind: bytes, pieces: list[bytes]
) -> None:
    """The client gets the whole body and the end of it, and both connections live on."""
    caplog.set_level(logging.WARNING)
    proxy, provider = house
    with client(proxy) as asker:
        asker.sendall(REQUEST)
        with provider.next() as other:
            read(other, b"\r\n\r\n")
            other.sendall(HEAD % kind)
            whole = read(asker, b"\r\n\r\n")  # the head is sent on before there is a body
            for piece in pieces:
                other.sendall(piece)
            whole += read(asker, PLAIN)
            assert whole.partition(b"\r\n\r\n")[2] == b"".join(pieces).removesuffix(END) + PLAIN, why
            asker.sendall(REQUEST)
            read(other, b"\r\n\r\n")
            other.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
            assert read(asker, b"{}").startswith(b"HTTP/1.1 200 OK")
    assert caplog.text == ""


def test_a_broken_trailer_ends_the_answer(house: tuple[Running, ScriptedProvider]) -> None:
    """What is no field is a fault of the provider's: the client sees that its answer is not whole."""
    proxy, provider = house
    with client(proxy) as asker:
        asker.sendall(REQUEST)
        with provider.next() as other:
            read(other, b"\r\n\r\n")
            other.sendall(HEAD % b"application/json" + PIECE + b"0\r\nno field\r\n\r\n")
            data = b""
            with pytest.raises((OSError, EOFError)):  # how it ends depends on who closes first
                while piece := asker.recv(65536):
                    data += piece
                raise EOFError
    assert not data.endswith(PLAIN)


def test_mitmproxy_still_needs_it() -> None:
    """When it reads trailers itself, our reading of them goes."""
    assert "NotImplementedError" in Http1Client.read_body.__code__.co_names
    assert "HTTP trailers are not implemented yet." in Http1Client.read_body.__code__.co_consts


def test_from_http2_to_http1(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A provider that prefers HTTP/2, and a client that would speak it but prefers HTTP/1.1."""
    caplog.set_level(logging.WARNING)
    context = ssl.create_default_context(cadata=authority().pem.decode())
    context.set_alpn_protocols(["http/1.1", "h2"])
    with (
        http2_provider(tmp_path / "provider") as provider,
        running(provider, tmp_path) as proxy,  # type: ignore[arg-type]
        socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60) as raw,
    ):
        raw.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\r\n".encode())
        assert b" 200 " in raw.recv(4096)
        with context.wrap_socket(raw, server_hostname=HOST) as asker:
            assert asker.selected_alpn_protocol() == "http/1.1"
            asker.sendall(REQUEST.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            data = b""
            while piece := asker.recv(65536):
                data += piece
    assert (data[:13], data[-2:]) == (b"HTTP/1.1 200 ", b"{}")
    assert b"x-end" not in data
    assert caplog.text == ""
