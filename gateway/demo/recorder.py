"""What reached the stand-in: every connection attempt, every byte after TLS, every request. Kept in memory, and only when asked to."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from gateway.demo.exchange import Request
from gateway.demo.traces import decode, found

MAX_KEPT = 256 * 1024 * 1024
"""Bytes kept in one recording. Above it the recording says so and a search over it fails: it could not see everything."""


@dataclass(slots=True)
class Tape:
    """One connection."""

    number: int
    secured: bool = False
    open: bool = True
    name: str = ""
    """The name asked for in TLS (SNI)."""
    raw: bytearray = field(default_factory=bytearray, repr=False)
    """Bytes as they came: after TLS, or before it where the peer never spoke TLS."""
    texts: list[bytes] = field(default_factory=list, repr=False)
    """Heads and bodies as understood: HTTP/2 compresses heads and cuts bodies into frames."""


class Recorder:
    """The recording. With ``keep=False`` only counts are kept, never a byte: so the stand-in of an installation runs."""

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self.tapes: list[Tape] = []
        self.reset()

    def reset(self) -> None:
        """Forgets everything. What comes on connections that are still open is kept: it came after."""
        self.tapes = [tape for tape in self.tapes if tape.open]
        for tape in self.tapes:
            tape.raw.clear()
            tape.texts.clear()
        self.connections = 0
        self.secured = 0
        self.bytes = 0
        self.begun = 0
        self.requests = 0
        self.log: list[dict[str, Any]] = []
        self._kept = 0
        self.overflowed = False

    def connected(self) -> Tape:
        """A TCP connection was accepted."""
        self.connections += 1
        tape = Tape(self.connections)
        if self._keep:
            self.tapes.append(tape)
        return tape

    def handshaken(self, tape: Tape, name: str) -> None:
        """Its TLS handshake was done, asking for ``name``."""
        self.secured += 1
        tape.secured, tape.name = True, name

    def unsecured(self, tape: Tape, data: bytes) -> None:
        """Bytes came that were no TLS."""
        self.received(tape, data)
        self.begun += bool(data)
        self.closed(tape)

    def closed(self, tape: Tape) -> None:
        """The connection ended."""
        tape.open = False

    def began(self) -> None:
        """The first bytes of a request came, or of what might be one."""
        self.begun += 1

    def received(self, tape: Tape, data: bytes) -> None:
        """Bytes came on it."""
        self.bytes += len(data)
        if self._room(len(data)):
            tape.raw += data

    def understood(self, tape: Tape, request: Request, version: str) -> None:
        """A request came whole on it."""
        self.requests += 1
        head = f"{request.method} {request.path}?{request.query} {request.headers}".encode()
        for text in (head, request.body):
            if self._room(len(text)):
                tape.texts.append(text)
        coding = request.header("content-encoding")
        if not self._keep:
            return
        if coding:
            with suppress(ValueError):  # the body as it came is on the tape, and the search tries the codings itself
                tape.texts.append(decode(request.body, coding))
        self.log.append({
            "connection": tape.number, "version": version, "sni": tape.name, "host": request.host, "method": request.method,
            "path": request.path, "coding": coding, "bytes": len(request.body),
        })  # fmt: skip

    def counts(self) -> dict[str, int]:
        """How much arrived."""
        return {
            "connections": self.connections,
            "secured": self.secured,
            "bytes": self.bytes,
            "begun": self.begun,
            "requests": self.requests,
        }

    def search(self, values: Iterable[str]) -> tuple[str, ...]:
        """Those values that arrived in any form. Raises LookupError when the recording is not complete."""
        if not self._keep or self.overflowed:
            raise LookupError("the recording is not complete")
        wanted = tuple(values)
        hits: set[str] = set()
        for tape in self.tapes:
            for data in (bytes(tape.raw), *tape.texts):
                hits.update(found(wanted, data))
        return tuple(value for value in wanted if value in hits)

    def _room(self, size: int) -> bool:
        if not self._keep:
            return False
        if self._kept + size > MAX_KEPT:
            self.overflowed = True
            return False
        self._kept += size
        return True
