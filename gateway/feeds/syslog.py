"""Syslog over TLS (RFC 5425), TCP with octet counting, or UDP.

Syslog has no answer. Over TCP and TLS each batch goes through a connection of its own, which is closed for writing at its end; the batch
counts as taken when the receiver, having read to that end, closes its side without an error. Over UDP nobody knows.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import socket
import ssl
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gateway.feeds import secure
from gateway.feeds.api import FeedUnavailable, Outgoing, Refused
from gateway.feeds.forms import FORMS
from gateway.feeds.syslog_message import LARGEST_DATAGRAM, framed, message

PORTS = {"udp": 514, "tcp": 514, "tls": 6514}


@dataclass(frozen=True, slots=True)
class Syslog:
    """``origin`` is the name under which this machine appears in the receiver's log."""

    name: str
    host: str
    port: int = 0
    transport: Literal["tls", "tcp", "udp"] = "tls"
    form: str = "cef"
    timeout: float = 10.0
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    origin: str = "-"
    largest: int = 200

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the receiver has read the batch (UDP: when it was sent)."""
        _, write = FORMS[self.form]
        messages = [message(one.event, write(one.event), self.origin) for one in batch]
        await asyncio.to_thread(self._datagrams if self.transport == "udp" else self._stream, messages)

    @property
    def _address(self) -> tuple[str, int]:
        return self.host, self.port or PORTS[self.transport]

    def _datagrams(self, messages: Sequence[bytes]) -> None:
        taken = 0
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(*self._address, type=socket.SOCK_DGRAM)[0]
            with socket.socket(family, kind, protocol) as out:
                out.settimeout(self.timeout)
                out.connect(address)  # so that a port that is closed can be noticed
                for one in messages:
                    if len(one) > LARGEST_DATAGRAM:
                        raise Refused("too long for a datagram", taken=taken)
                    out.send(one)
                    taken += 1
        except OSError as error:
            raise FeedUnavailable(secure.reason(error)) from None

    def _stream(self, messages: Sequence[bytes]) -> None:
        end = time.monotonic() + self.timeout * 2
        try:
            trust = secure.context(self.ca, self.certificate, self.key) if self.transport == "tls" else None
        except OSError as error:
            raise FeedUnavailable(f"ca, certificate or key cannot be read ({type(error).__name__})") from None
        try:
            with socket.create_connection(self._address, self.timeout) as raw:
                if trust is None:
                    raw.sendall(b"".join(map(framed, messages)))
                    _finish(raw, end)
                    return
                with trust.wrap_socket(raw, server_hostname=self.host) as out:
                    out.sendall(b"".join(map(framed, messages)))
                    # close_notify, and wait for the other's; a receiver that only closes the connection has read to the end, too
                    with contextlib.suppress(ssl.SSLEOFError, ssl.SSLZeroReturnError):
                        _finish(out.unwrap(), end)
        except OSError as error:
            raise FeedUnavailable(secure.reason(error)) from None


def _finish(out: socket.socket, end: float) -> None:
    """Says that nothing more comes, and waits until the receiver says the same. Raises OSError when it broke off instead.

    A receiver that closes with something unread is heard as a reset; one that was gone before everything arrived leaves it unacknowledged.
    """
    with contextlib.suppress(OSError):  # the receiver may have closed already, after our close_notify
        out.shutdown(socket.SHUT_WR)
    while True:
        out.settimeout(max(0.01, end - time.monotonic()))
        if not out.recv(4096):
            break
    if _unacknowledged(out) > 1:  # our own end of the stream counts as one
        raise ConnectionResetError


def _unacknowledged(out: socket.socket) -> int:
    """Bytes that the receiver's machine has not confirmed (Linux, tcp(7), SIOCOUTQ)."""
    found = fcntl.ioctl(out, termios.TIOCOUTQ, bytes(4))
    return int.from_bytes(found, sys.byteorder)
