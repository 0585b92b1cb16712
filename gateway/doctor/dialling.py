"""Asks a provider for nothing (``HEAD /``) in the way in which the proxy reaches it, and says what stood in the way."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import monotonic

import certifi

from gateway.feeds.secure import reason
from gateway.settings import Settings

SECONDS = 5.0
"""Longest wait for one step: name, connection, handshake, answer. A provider answers in a tenth of it."""

PORT = 443


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


def head(settings: Settings, host: str, pin: tuple[str, int] | None = None, now: datetime | None = None) -> Reached | Unreached:
    """Asks one host. Any status is an answer: what is asked is the way, not the provider."""
    started = monotonic()
    try:
        with connected(settings, host, pin) as raw, trust(settings).wrap_socket(raw, server_hostname=host) as secured:
            secured.sendall(f"HEAD / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nuser-agent: celnice-doctor\r\n\r\n".encode("ascii"))
            answer = http.client.HTTPResponse(secured, method="HEAD")
            answer.begin()
            said = answer.getheader("date", "")
            answer.close()
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Unreached(reason(error))
    seconds = monotonic() - started
    return Reached(_date(said), now or datetime.now(UTC), seconds)


def connected(settings: Settings, host: str, pin: tuple[str, int] | None = None) -> socket.socket:
    """A connection to a provider, before TLS. Raises OSError."""
    del settings
    return socket.create_connection(pin or (host, PORT), SECONDS)


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
