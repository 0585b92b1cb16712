"""Who the client behind a load balancer is: the PROXY protocol's first line or block, versions 1 and 2.

Source: HAProxy, *The PROXY protocol, versions 1 & 2* (haproxy.org/download/2.9/doc/proxy-protocol.txt), sections 2.1 and 2.2. It stands
before everything else on a connection, TLS too, and only where the peer may say it: the caller has checked who that is.
"""

from __future__ import annotations

import asyncio
import ipaddress
import struct

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
"""Of version 2; no line of version 1 begins like this, nor does HTTP or TLS."""

LINE_BYTES = 107
"""The longest line of version 1, with its end (2.1)."""

BLOCK_BYTES = 2048
"""Of version 2's addresses and extensions; 536 fit into the smallest packet, and balancers add a certificate's name at most."""

LOCAL, PROXY = 0x20, 0x21
TCP4, TCP6 = 0x11, 0x21

type Address = tuple[str, int]


class Malformed(ValueError):
    """What came is no such header. Holds nothing of it."""


async def client_of(reader: asyncio.StreamReader) -> Address | None:
    """Reads the header, and nothing behind it. None: the balancer speaks for itself (its health check).

    Raises Malformed, asyncio.IncompleteReadError.
    """
    first = await reader.readexactly(len(SIGNATURE))
    if first == SIGNATURE:
        return await _binary(reader)
    if not first.startswith(b"PROXY "):
        raise Malformed
    return await _line(reader, first)


async def _binary(reader: asyncio.StreamReader) -> Address | None:
    command, family, length = struct.unpack("!BBH", await reader.readexactly(4))
    if length > BLOCK_BYTES or command not in {LOCAL, PROXY}:
        raise Malformed
    block = await reader.readexactly(length)
    if command == LOCAL:
        return None
    if family == TCP4 and length >= 12:
        return str(ipaddress.IPv4Address(block[:4])), int.from_bytes(block[8:10])
    if family == TCP6 and length >= 36:
        return str(ipaddress.IPv6Address(block[:16])), int.from_bytes(block[32:34])
    raise Malformed


async def _line(reader: asyncio.StreamReader, first: bytes) -> Address | None:
    line = first
    while not line.endswith(b"\r\n"):
        if len(line) >= LINE_BYTES:
            raise Malformed
        line += await reader.readexactly(1)  # never a byte of what follows
    fields = line[:-2].split(b" ")
    if fields[1] == b"UNKNOWN":
        return None
    if len(fields) != 6 or fields[1] not in {b"TCP4", b"TCP6"}:
        raise Malformed
    try:
        source = ipaddress.ip_address(fields[2].decode("ascii"))
        ipaddress.ip_address(fields[3].decode("ascii"))
        port = int(fields[4].decode("ascii"))
    except ValueError:
        raise Malformed from None
    if f"TCP{source.version}".encode() != fields[1] or not 0 <= port <= 65535:
        raise Malformed
    return str(source), port
