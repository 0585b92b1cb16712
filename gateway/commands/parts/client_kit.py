"""``celnice ca kit``: a kit into a folder."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from gateway.kit.writing import write
from gateway.parts.client_kit import facts_of
from gateway.settings import Settings


def make(settings: Settings, certificate: x509.Certificate, folder: Path) -> int:
    """Writes the kit; 0 done."""
    made = write(facts_of(settings, certificate, datetime.now(UTC)), folder)
    if not settings.publication.proxies and settings.proxy.loopback:
        print("note: the kit names this machine only; set publication.proxies and publication.base_url for others", file=sys.stderr)
    print(f"{made} files in {folder}; begin with {folder / 'README.md'}")
    return 0
