"""The hosts file names every host that the catalogue names, and no other."""

from __future__ import annotations

import ipaddress

from allowlist.loader import packaged
from allowlist.publication.hosts_file import hosts_file
from allowlist.publication.names import names
from support.published import OUTSIDE
from support.register import NOW

NAMES = names(packaged().services.values())
TEXT = hosts_file(NAMES, NOW)


def _read(text: str) -> dict[str, set[str]]:
    """As a resolver reads hosts(5): an address, then names; ``#`` begins a comment."""
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        address, *listed = line.partition("#")[0].split() or [""]
        for name in listed:
            found.setdefault(name, set()).add(str(ipaddress.ip_address(address)))
    return found


def test_every_named_host_leads_nowhere_in_both_families() -> None:
    """Each exact host, also one that a wildcard covers, has an IPv4 and an IPv6 line that lead nowhere."""
    found = _read(TEXT)
    assert set(found) == set(NAMES.named)  # but hosts that carry more than a tool nobody approved
    assert all(addresses == {"0.0.0.0", "::"} for addresses in found.values())
    assert not set(found) & {host for host, _ in OUTSIDE}


def test_it_says_what_it_cannot_say() -> None:
    """The format has no wildcards, and the file's first line says how many are missing."""
    assert TEXT.splitlines()[0].startswith(f"# Celnice, 2026-12-01. {len(NAMES.under)} wildcards")
    assert "*" not in TEXT.partition("\n")[2]
