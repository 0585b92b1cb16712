"""Asks a provider for nothing (``HEAD /``) in the way in which the proxy reaches it, and says what stood in the way."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import monotonic

import certifi

from gateway.feeds.secure import reason
from gateway.proxy import dialling
from gateway.proxy.dialling import DialError, Dialler
from gateway.proxy.resolving import resolver
from gateway.settings import Settings

SECONDS = 5.0
"""Longest wait for handshake and answer. A provider answers in a tenth of it."""

PORT = 443

NO_HTTP = "no HTTP is spoken there"

WAYS = {
    dialling.Unreached.NAME: "host name not found",
    dialling.Unreached.PRIVATE: "the name leads to a private address",
    dialling.Unreached.FAILED: "no connection",
    dialling.Unreached.PARENT: "the parent proxy does not answer",
    dialling.Unreached.CREDENTIALS: "the parent proxy wants other credentials",
    dialling.Unreached.DENIED: "the parent proxy does not let it through",
    dialling.Unreached.SETUP: "no source address for it",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """It answered. ``date`` is its clock (RFC 9110, 6.6.1), if it said; ``asked`` is ours, halfway between question and answer."""

    date: datetime | None
    asked: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """It did not. ``why`` is in words of ours."""

    why: str

    @property
    def trust(self) -> bool:
        """Whether it was reached and not believed."""
        return self.why.startswith("certificate")


def head(settings: Settings, host: str, pin: tuple[str, int] | None = None) -> Reached | Unreached:
    """Asks one host. Any status is an answer: what is asked is the way, not the provider. Runs an event loop of its own."""
    return asyncio.run(_head(settings, host, pin))


async def _head(settings: Settings, host: str, pin: tuple[str, int] | None) -> Reached | Unreached:
    started = monotonic()
    dialler = Dialler(settings.outbound, resolver(settings.outbound.dns_servers))
    try:
        reader, writer = await dialler.open(host, PORT, pinned=pin)
    except DialError as error:
        return Unreached(WAYS[error.reason])
    try:
        async with asyncio.timeout(SECONDS):
            await writer.start_tls(trust(settings), server_hostname=host)
            writer.write(f"HEAD / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nuser-agent: celnice-doctor\r\n\r\n".encode("ascii"))
            answer = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return Unreached(NO_HTTP)
    except OSError as error:  # TimeoutError and ssl.SSLError among them
        return Unreached(reason(error))
    finally:
        writer.transport.abort()
    if not answer.startswith(b"HTTP/1."):
        return Unreached(NO_HTTP)
    seconds = monotonic() - started
    said = BytesParser(policy=compat32).parsebytes(answer.partition(b"\r\n")[2]).get("date")
    return Reached(_date(said), datetime.now(UTC), seconds)


def trust(settings: Settings) -> ssl.SSLContext:
    """The authorities that the proxy trusts for providers. Raises OSError (ssl.SSLError) for a file that is none."""
    context = ssl.create_default_context(cafile=certifi.where())
    if settings.proxy.upstream_ca:
        context.load_verify_locations(cadata=Path(settings.proxy.upstream_ca).read_text(encoding="ascii"))
    return context


def _date(said: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(said or "").astimezone(UTC)
    except (ValueError, TypeError, IndexError):
        return None
