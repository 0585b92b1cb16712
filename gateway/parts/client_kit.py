"""The facts of a client kit, from the settings."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509

from allowlist.register import Register, Status
from gateway.kit.facts import Facts
from gateway.parts.common import console_address, proxy_addresses
from gateway.register import STAND_IN, register
from gateway.settings import Settings


def facts_of(settings: Settings, certificate: x509.Certificate, now: datetime, decided: Register | None = None) -> Facts:
    """Addresses as clients reach them; the tools that are approved today: those of ``decided``, or else of ``celnice.toml``."""
    known = decided if decided is not None else register(settings)
    console = console_address(settings)
    entrance = settings.entrance
    scheme = "https" if entrance.tls_certificate else "http"
    # The entrance is on the machine of the console, under the same name, on a port of its own.
    host = console.partition("//")[2].rpartition(":")[0] or console.partition("//")[2] if settings.publication.base_url else entrance.host
    approved = sorted(name for name in known.grants if name != STAND_IN and known.status(name, now) is Status.APPROVED)
    tools = tuple((name, host_of) for name in approved if (host_of := known.entrance(name)))
    return Facts(proxy_addresses(settings), console, f"{scheme}://{host}:{entrance.port}", certificate, settings.office.name, tools)
