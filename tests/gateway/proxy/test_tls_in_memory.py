"""TLS opened and sealed without pyOpenSSL's functions; Python's own ssl is the other side."""

from __future__ import annotations

import contextlib
import ssl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from OpenSSL import SSL

from gateway.demo.certificates import Authority
from gateway.proxy.tls_in_memory import MAX_RECORD, TlsFault, TlsInMemory

AUTHORITY = Authority()


class Pair:
    """A server of Python's and a client of pyOpenSSL's, after their handshake."""

    def __init__(self) -> None:
        self.into, self.out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.server = AUTHORITY.context("api.openai.com", ("http/1.1",)).wrap_bio(self.into, self.out, server_side=True)
        self.client = SSL.Connection(SSL.Context(SSL.TLS_METHOD))
        self.client.set_connect_state()
        for _ in range(4):
            for step in (self.client.do_handshake, self.server.do_handshake):
                with contextlib.suppress(SSL.WantReadError, ssl.SSLWantReadError):
                    step()
                self.exchange()
        with pytest.raises(SSL.WantReadError):
            self.client.recv(1)  # takes the session's tickets

    def exchange(self) -> None:
        with contextlib.suppress(SSL.WantReadError):
            self.into.write(self.client.bio_read(100_000))
        if self.out.pending:
            self.client.bio_write(self.out.read())

    def sent(self, content: bytes) -> bytes:
        """What the server sends."""
        self.server.write(content)
        return self.out.read()


@given(st.lists(st.binary(min_size=1, max_size=100) | st.just(b"z" * MAX_RECORD), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None)
def test_both_ways(pieces: list[bytes]) -> None:
    """What is peeked at is what was sent, record by record, and what is sealed is what arrives."""
    pair = Pair()
    tls = TlsInMemory(pair.client)
    tls.put(b"".join([pair.sent(one) for one in pieces]))
    seen = []
    while piece := tls.peek():
        assert tls.peek() == piece
        tls.skip(len(piece))
        seen.append(piece)
        pair.into.write(tls.seal(piece))
    assert seen == pieces
    assert b"".join(pair.server.read(MAX_RECORD) for _ in pieces) == b"".join(pieces)


def test_what_is_only_peeked_at_stays() -> None:
    """For pyOpenSSL's own functions, which go on as if nobody had looked."""
    pair = Pair()
    tls = TlsInMemory(pair.client)
    tls.put(pair.sent(b"one") + pair.sent(b"two"))
    assert tls.peek() == b"one"
    tls.skip(3)
    assert tls.peek() == b"two"
    assert pair.client.recv(100) == b"two"
    assert tls.peek() == b""


def test_more_than_a_record_is_sealed() -> None:
    """TLS within TLS has somewhat more than one record's bytes to send."""
    pair = Pair()
    content = b"x" * (3 * MAX_RECORD + 5)
    pair.into.write(TlsInMemory(pair.client).seal(content))
    got = b""
    while len(got) < len(content):
        got += pair.server.read(MAX_RECORD)
    assert got == content


def test_an_error_stays_with_its_connection() -> None:
    """Nothing readable, and the next one asked is not told another's error."""
    broken, sound = Pair(), Pair()
    record = bytearray(broken.sent(b"one"))
    record[-1] ^= 1
    tls = TlsInMemory(broken.client)
    tls.put(bytes(record))
    assert tls.peek() == b""
    with pytest.raises(SSL.WantReadError):
        sound.client.recv(10)
    with pytest.raises(SSL.Error):
        broken.client.recv(10)
    with pytest.raises(TlsFault):
        tls.skip(3)
    with pytest.raises(SSL.WantReadError):
        sound.client.recv(10)


def test_the_farewell() -> None:
    """It is no piece; pyOpenSSL still sees it."""
    pair = Pair()
    with pytest.raises(ssl.SSLWantReadError):
        pair.server.unwrap()
    tls = TlsInMemory(pair.client)
    tls.put(pair.out.read())
    assert tls.peek() == b""
    with pytest.raises(SSL.ZeroReturnError):
        pair.client.recv(10)
