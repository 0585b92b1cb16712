"""A hosts file for DNS filters that read nothing better: every catalogued name leads nowhere.

The format (hosts(5)) has no wildcards: names below a wildcard are not in it, and a filter that reads RPZ covers more
(:mod:`allowlist.publication.rpz`). Clients behind an explicit proxy resolve no names of their own; this stops those that go around it. The
proxy itself must ask a resolver without the filter.
"""

from __future__ import annotations

from datetime import datetime

from allowlist.publication.names import Names

NOWHERE = ("0.0.0.0", "::")
"""Both families: a name with an IPv4 line alone would still resolve to its real IPv6 address."""


def hosts_file(names: Names, now: datetime) -> str:
    """The file. A comment says how much of the catalogue it cannot express."""
    head = (
        f"# Celnice, {now.date().isoformat()}. {len(names.under)} wildcards of the catalogue cannot be written in this format; RPZ can.\n"
    )
    return head + "".join(f"{address} {name}\n" for name in names.named for address in NOWHERE)
