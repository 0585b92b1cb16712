"""The PROXY protocol: both versions, byte by byte as the specification has them, and nothing behind the header read."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.proxy.proxy_protocol import BLOCK_BYTES, SIGNATURE, Address, Malformed, client_of

REST = b"CONNECT api.openai.com:443 HTTP/1.1\r\n\r\n"


def read(data: bytes) -> tuple[Address | None, bytes]:
    """What the header says, and what stands behind it."""

    async def run() -> tuple[Address | None, bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await client_of(reader), await reader.read()

    return asyncio.run(run())


def block(command: int, family: int, body: bytes) -> bytes:
    return SIGNATURE + struct.pack("!BBH", command, family, len(body)) + body


V4 = bytes([192, 0, 2, 7, 10, 0, 0, 1]) + struct.pack("!HH", 51000, 8080)
V6 = ipaddress.ip_address("2001:db8::7").packed + ipaddress.ip_address("2001:db8::1").packed + struct.pack("!HH", 51000, 8080)


@pytest.mark.parametrize(
    ("header", "client", "reason"),
    [
        (b"PROXY TCP4 192.0.2.7 10.0.0.1 51000 8080\r\n", ("192.0.2.7", 51000), "version 1, IPv4"),
        (b"PROXY TCP6 2001:db8::7 2001:db8::1 51000 8080\r\n", ("2001:db8::7", 51000), "version 1, IPv6"),
        (b"PROXY UNKNOWN\r\n", None, "version 1, a health check"),
        (b"PROXY UNKNOWN ff:ff ff:ff 1 2\r\n", None, "what stands behind UNKNOWN is ignored (2.1)"),
        (block(0x21, 0x11, V4), ("192.0.2.7", 51000), "version 2, IPv4"),
        (block(0x21, 0x21, V6), ("2001:db8::7", 51000), "version 2, IPv6"),
        (block(0x21, 0x11, V4 + b"\x04\x00\x01x"), ("192.0.2.7", 51000), "version 2, with an extension"),
        (block(0x20, 0x00, b""), None, "version 2, LOCAL: a health check"),
    ],
)
def test_who_the_client_is(header: bytes, client: Address | None, reason: str) -> None:
    """The source address and port; what follows the header is left for the next reader."""
    assert read(header + REST) == (client, REST), reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (REST, "no header"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 20, "TLS at once"),
        (b"PROXY TCP4 192.0.2.7 10.0.0.1 51000\r\n" + REST, "a field is missing"),
        (b"PROXY TCP4 2001:db8::7 2001:db8::1 51000 8080\r\n", "another version than said"),
        (b"PROXY TCP4 192.0.2.7 10.0.0.1 70000 8080\r\n", "no such port"),
        (b"PROXY TCP4 client.example 10.0.0.1 1 2\r\n", "a name"),
        (b"PROXY TCP4 " + b"1" * 200, "a line without end"),
        (block(0x22, 0x11, V4), "no such command"),
        (block(0x21, 0x12, V4), "a datagram"),
        (block(0x21, 0x11, V4[:8]), "too short for its addresses"),
        (block(0x21, 0x11, V4 + b"x" * BLOCK_BYTES), "too long"),
    ],
)
def test_what_is_none(data: bytes, reason: str) -> None:
    """Malformed; the connection is not served under the balancer's own address."""
    with pytest.raises((Malformed, asyncio.IncompleteReadError)):
        read(data)
        pytest.fail(reason)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Nothing but these two errors, whatever comes."""
    with contextlib.suppress(Malformed, asyncio.IncompleteReadError):
        read(data)
