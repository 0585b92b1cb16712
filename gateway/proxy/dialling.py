"""Dials providers: the one way out. By the office's parent proxy where there is one, from the office's address, and never to a private
address that nobody listed (a name that a stranger's DNS points into the office's own network).
"""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum

from gateway.network import Address, address_of, within
from gateway.proxy.offering_reader import OfferingReader
from gateway.settings import Outbound

ADDRESS_SECONDS = 5.0
"""For one address: a handshake over a satellite takes one."""

ALL_SECONDS = 20.0
"""For name, addresses and the parent's answer together: before SDKs give up themselves (the shortest wait is 30 seconds)."""

PARENT_HEAD_BYTES = 16 * 1024
"""Of the parent's answer to CONNECT; those that refuse add a page, which is not read."""

NAT64, NAT64_LOCAL = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
"""Translated to the IPv4 address in the last bits (RFC 6052, 2.1); the second by a translator of the network's own (RFC 8215)."""

SITE_LOCAL, COMPATIBLE = ipaddress.ip_network("fec0::/10"), ipaddress.ip_network("::/96")
"""Given up (RFC 3879; RFC 4291, 2.5.5.1), and public to nobody."""

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: |\r)")

type Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
type Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a host name, best first. Raises OSError (socket.gaierror)."""


class Unreached(StrEnum):
    """Why a provider was not reached."""

    NAME = "name"  # no such name, or DNS does not answer
    PRIVATE = "private_address"
    FAILED = "connect"  # refused, unreachable, no answer in time
    PARENT = "parent_down"
    CREDENTIALS = "parent_credentials"
    DENIED = "parent_denied"
    SETUP = "setup"  # no source address for what the name has


class DialError(OSError):
    """No connection. Its text is the reason's value; host and address are in none of it."""

    def __init__(self, reason: Unreached) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.value


class Dialler:
    """One process's way out."""

    def __init__(self, settings: Outbound, resolve: Resolve, *, local: frozenset[str] = frozenset()) -> None:
        """``local`` are hosts of this node itself (the demo's stand-in), which no parent could reach."""
        self._settings = settings
        self._resolve = resolve
        self._local = local
        self._sources = {socket.AF_INET6 if ":" in one else socket.AF_INET: one for one in settings.source_addresses}

    async def open(self, host: str, port: int, *, pinned: tuple[str, int] | None = None) -> Streams:
        """A connection to a provider's host, or where the register pins it. Raises DialError."""
        address, number = pinned or (host, port)
        parent = self._settings.parent_address
        try:
            async with asyncio.timeout(ALL_SECONDS):
                if parent is None or self._is_direct(host, address):
                    return await self._connect(address, number, trusted=pinned is not None)
                return await self._by_parent(parent, address, number)
        except TimeoutError:
            raise DialError(Unreached.FAILED if parent is None else Unreached.PARENT) from None

    def _is_direct(self, host: str, address: str) -> bool:
        if host in self._local:
            return True
        names = {one.lower() for one in self._settings.direct}
        networks = tuple(one for one in self._settings.direct if address_of(one.partition("/")[0]) is not None)
        return host.lower() in names or within(address, networks)

    async def _connect(self, host: str, port: int, *, trusted: bool) -> Streams:
        addresses = [host] if address_of(host) is not None else await self._named(host)
        if not trusted:
            addresses = [one for one in addresses if self._is_public(one)]
            if not addresses:
                raise DialError(Unreached.PRIVATE)
        if self._sources:
            addresses = [one for one in addresses if _family(one) in self._sources]
            if not addresses:
                raise DialError(Unreached.SETUP)
        for one in addresses:
            source = self._sources.get(_family(one))
            try:
                async with asyncio.timeout(ADDRESS_SECONDS):
                    return await _opened(one, port, (source, 0) if source else None)
            except OSError:  # TimeoutError is one
                continue
        raise DialError(Unreached.FAILED)

    async def _named(self, host: str) -> Sequence[str]:
        try:
            found = await self._resolve(host)
        except (OSError, UnicodeError):
            raise DialError(Unreached.NAME) from None
        if not found:
            raise DialError(Unreached.NAME)
        return found

    def _is_public(self, address: str) -> bool:
        found = address_of(address)
        if found is None:
            return False
        return _is_global(found) or within(address, self._settings.private)

    async def _by_parent(self, parent: tuple[str, int], host: str, port: int) -> Streams:
        try:
            reader, writer = await self._connect(*parent, trusted=True)
        except DialError as error:
            raise DialError(Unreached.SETUP if error.reason is Unreached.SETUP else Unreached.PARENT) from None
        try:
            writer.write(self._connect_request(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"))
            status = _status(await reader.readuntil(b"\r\n\r\n"))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError) as error:
            writer.transport.abort()
            if isinstance(error, asyncio.CancelledError):
                raise
            raise DialError(Unreached.PARENT) from None
        if 200 <= status < 300:
            return reader, writer
        writer.transport.abort()
        match status:
            case 407 | 401:
                raise DialError(Unreached.CREDENTIALS)
            case 403 | 405:
                raise DialError(Unreached.DENIED)
            case 502 | 503 | 504:
                raise DialError(Unreached.FAILED)  # the parent works, and did not reach the provider
            case _:
                raise DialError(Unreached.PARENT)

    def _connect_request(self, authority: str) -> bytes:
        head = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n"
        if self._settings.parent_user:
            pair = f"{self._settings.parent_user}:{self._settings.parent_password}".encode()
            head += f"Proxy-Authorization: Basic {base64.b64encode(pair).decode('ascii')}\r\n"
        return f"{head}\r\n".encode("ascii")


async def _opened(host: str, port: int, source: tuple[str, int] | None) -> Streams:
    """As :func:`asyncio.open_connection`, with our reader."""
    loop = asyncio.get_running_loop()
    reader = OfferingReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, local_addr=source)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


def _status(head: bytes) -> int:
    found = _STATUS.match(head[:PARENT_HEAD_BYTES])
    return int(found[1]) if found else 0


def _is_global(address: Address) -> bool:
    """Whether the public internet lies there, also behind IPv6 that carries an IPv4 address: a translator (NAT64) would lead inside."""
    if address.version == 6:
        if address in SITE_LOCAL or address in NAT64_LOCAL or address in COMPATIBLE:
            return False
        inner = ipaddress.IPv4Address(address.packed[-4:]) if address in NAT64 else address.sixtofour
        if inner is not None:
            return _is_global(inner)
    return address.is_global and not address.is_multicast


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
