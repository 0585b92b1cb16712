"""``celnice ca kit``: the facts of a kit, from the settings."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from allowlist.register import Status
from gateway.kit.facts import Facts
from gateway.kit.writing import write
from gateway.parts.common import console_address, proxy_addresses
from gateway.register import STAND_IN, register
from gateway.settings import Settings


def facts_of(settings: Settings, certificate: x509.Certificate, now: datetime) -> Facts:
    """Addresses as clients reach them; the tools that are approved in ``celnice.toml`` today."""
    known = register(settings)
    console = console_address(settings)
    entrance = settings.entrance
    scheme = "https" if entrance.tls_certificate else "http"
    # The entrance is on the machine of the console, under the same name, on a port of its own.
    host = console.partition("//")[2].rpartition(":")[0] or console.partition("//")[2] if settings.publication.base_url else entrance.host
    approved = sorted(name for name in known.grants if name != STAND_IN and known.status(name, now) is Status.APPROVED)
    tools = tuple((name, host_of) for name in approved if (host_of := known.entrance(name)))
    return Facts(proxy_addresses(settings), console, f"{scheme}://{host}:{entrance.port}", certificate, settings.office.name, tools)


def make(settings: Settings, certificate: x509.Certificate, folder: Path) -> int:
    """Writes the kit; 0 done."""
    made = write(facts_of(settings, certificate, datetime.now(UTC)), folder)
    if not settings.publication.proxies and settings.proxy.loopback:
        print("note: the kit names this machine only; set publication.proxies and publication.base_url for others", file=sys.stderr)
    print(f"{made} files in {folder}; begin with {folder / 'README.md'}")
    return 0
