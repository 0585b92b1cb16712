"""A list for firewalls that read one from a URL: a host or ``*.`` wildcard a line, nothing else.

The shape that FortiGate (external resource, domain names) and Palo Alto Networks (external dynamic list) both read; comments are left
out, because not every reader knows them. The rule that goes with it: deny to everybody but the proxies, for TCP and UDP 443 (QUIC).
"""

from __future__ import annotations

from allowlist.host_index import WILDCARD
from allowlist.publication.names import Names


def firewall(names: Names) -> str:
    """The list, sorted by name."""
    lines = [*names.exact, *(WILDCARD + name for name in names.under)]
    return "".join(f"{line}\n" for line in sorted(lines, key=lambda line: (line.removeprefix(WILDCARD), line)))
