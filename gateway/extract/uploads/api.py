"""What every upload protocol offers. One protocol is one module in this folder; :mod:`gateway.extract.uploads.registry` finds them.

A piece of a file cannot be judged: a number may be cut at its border. So a protocol tells by the head of a request what it is a piece
of, how its client is answered while the piece is held, and what leaves once the whole was found clean. It keeps nothing itself; the
pieces are held by :mod:`gateway.uploads`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from gateway.extract.api import Body
from gateway.model import Answer, RequestHead


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request that goes to the provider before the one that ends the upload, to the same host."""

    method: str
    target: str = field(repr=False)
    """Path and query."""
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """How the provider is asked for the length of the whole, and the header of its answer that says it."""

    request: Outgoing
    header: str


FRESH = "*"
"""In place of a piece's name: the gateway is to make one up."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an upload. ``upload`` tells this upload from any other and is known to its client only (an address, an id with a key)."""

    upload: str = field(repr=False)
    offset: int | None = None
    """Where the piece begins, in bytes; None where pieces have names, or where it comes behind all others."""
    name: str = field(default="", repr=False)
    """The piece's name; a second one of the same name takes its place. "" where pieces follow each other."""
    last: bool = False
    """The whole ends with this piece."""
    total: int | None = None
    """Bytes of the whole, where this request says so."""
    measure: Measure | None = None
    """How to learn it, where only the provider knows."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The request that puts the named pieces together."""

    upload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """How much has come? Goes on to the provider where nothing is held."""

    upload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drop:
    """The client gives the upload up: what is held is forgotten, and the request goes on."""

    upload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Begin:
    """The client announces an upload of so many bytes; the request goes on."""

    total: int


type Step = Part | Finish | Ask | Drop | Begin


class Fault(StrEnum):
    """Why a piece is not taken."""

    OFFSET = "offset"  # it does not begin where the last one ended
    TOTAL = "total"  # the whole is not as long as was said, or its pieces are not those that came
    GONE = "gone"  # nothing is held of this upload: it expired, or never began here
    REFUSED = "refused"  # the provider did not take what was released


class WrongParts(Exception):
    """The request that ends an upload names pieces that nobody sent, or cannot be read. Holds nothing of it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The provider's answer to one of them."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By lower-case name."""
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The last request itself carries the whole, under this head."""

    head: RequestHead


@dataclass(frozen=True, slots=True)
class Ahead:
    """These requests carry the whole; ``finish`` makes the body of the last one of their answers, or raises WrongParts."""

    requests: tuple[Outgoing, ...]
    finish: Callable[[Sequence[Incoming]], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one upload: names of its pieces in the order they came, and bytes in all."""

    size: int
    names: tuple[str, ...] = field(default=(), repr=False)
    total: int | None = None


class UploadProtocol(Protocol):
    """One way of sending a file in pieces."""

    name: str

    def step(self, head: RequestHead) -> Step | None:
        """What this request is to the protocol; None where it is no business of it, or carries a file whole."""

    def content(self, body: Body) -> bytes:
        """The bytes of the file that the body of a piece carries. Raises :class:`~gateway.model.OpaqueBody`."""

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:
        """What the client is told of a piece that is held, and when it asks how much has come."""

    def fault(self, fault: Fault, held: Held) -> Answer:
        """What the client is told of a piece that is not taken. Of a kind that nobody retries for ever."""

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:
        """The names of the pieces in the order of the file. Raises WrongParts."""

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:
        """How the whole leaves."""
