"""What a way to know a person is given, and what it may answer. One way is one module of this folder.

Fail closed: whatever is wrong ends the chain. Only a way that was offered nothing (None) leaves the question to the next one, so that
nobody with a wrong password becomes somebody else by the address they sit at.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a connection or request. Everything in it may name a person or hold a secret."""

    address: str = field(repr=False)
    """Of the direct peer; "" when it is not known."""
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    certificates: tuple[bytes, ...] = field(default=(), repr=False)
    """DER of the certificate that the peer proved to hold in its TLS handshake, and of those it sent along."""
    tool: str = ""
    """The tool's id at the base-URL entrance; "" at CONNECT."""
    entrance: bool = False
    session: MutableMapping[str, object] = field(default_factory=dict, repr=False)
    """What a way keeps of this connection between its legs."""

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a header."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True, slots=True)
class Account:
    """A known account. ``groups`` is None where the way itself knows of none, and the directory is asked."""

    name: str = field(repr=False)
    groups: frozenset[str] | None = None
    subject: str = field(default="", repr=False, compare=False)
    """Who it is to the directory when its names change: ``ldap:`` and a digest; "" where a way has names only."""


class Wrong(StrEnum):
    """Why somebody is not let in, though a way was used: their own affair."""

    CREDENTIALS = "credentials"  # unknown, or not that password; which of the two is nobody's business
    MALFORMED = "malformed"
    BLOCKED = "blocked"  # too many wrong passwords just now
    EXPIRED = "expired"  # a ticket, key or certificate
    REVOKED = "revoked"
    CLOCK = "clock"  # the clocks of the client and of the gateway differ
    NTLM = "ntlm"  # Windows had no Kerberos ticket and fell back
    TOOL = "tool"  # the key is for another tool
    ACCOUNT = "account"  # proved, but the directory knows no such account, or a disabled one


class Broken(StrEnum):
    """Why nobody can be asked: the office's affair. The request does not pass."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # the directory refuses the gateway's own account
    SETUP = "setup"  # keytab, file or certificate that cannot be used
    STALE = "stale"  # the store has been away for too long
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Leg:
    """The way needs another round: this goes into ``Proxy-Authenticate``."""

    challenge: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Nobody:
    """No way was offered anything. ``challenges`` say how it may be: one line of ``Proxy-Authenticate`` each."""

    challenges: tuple[str, ...] = ()


type Found = Account | Wrong | Broken | Leg | None
"""The answer of one way. None: it was offered nothing of its own."""


class Way(Protocol):
    """One way to know who asks."""

    name: str

    @property
    def challenge(self) -> str:
        """How a client may use it, for ``Proxy-Authenticate``; "" when a client cannot be asked."""

    async def identify(self, asked: Asked) -> Found:
        """Never raises for what a client or server did."""


class Groups(Protocol):
    """A directory that knows the groups of an account that another way proved."""

    async def groups(self, name: str) -> Account | Wrong | Broken:
        """The account in the directory's own spelling, with its groups. Never raises."""


class Meter(Protocol):
    """What the ways count."""

    def identified(self, way: str, outcome: str) -> None:
        """One answer of a way: ``known``, ``leg``, a :class:`Wrong` or a :class:`Broken`."""

    def way_down(self, way: str, down: bool) -> None:
        """Whether a way's servers are left alone for now because they do not answer."""
