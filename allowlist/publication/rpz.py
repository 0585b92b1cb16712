"""A response policy zone: a resolver that reads it answers NXDOMAIN for AI hosts, and for nothing else.

Format: RPZ as BIND, Unbound, Knot Resolver and PowerDNS read it (draft-vixie-dnsop-dns-rpz, QNAME triggers; ``CNAME .`` is NXDOMAIN). A
wildcard there means the same as here: what is below the name, not the name. The proxy itself must ask a resolver without the zone.
"""

from __future__ import annotations

from datetime import UTC, datetime

from allowlist.host_index import WILDCARD
from allowlist.publication.names import Names

ZONE = "celnice-ai.rpz"
TTL = 300
"""Seconds: how long a resolver keeps an answer of a zone that changes with the catalogue."""

_HEAD = """\
; Celnice, {day}. Names are relative to the zone, whatever the resolver calls it.
$TTL {ttl}
@ SOA localhost. hostmaster.localhost. {serial} 3600 600 604800 {ttl}
@ NS localhost.
"""


def rpz(names: Names, now: datetime) -> str:
    """The zone file. The serial is the hour in UTC, so a later file has never a smaller one."""
    at = now.astimezone(UTC)
    head = _HEAD.format(day=at.date().isoformat(), ttl=TTL, serial=at.strftime("%Y%m%d%H"))
    triggers = [*names.exact, *(WILDCARD + name for name in names.under)]
    return head + "".join(f"{name} CNAME .\n" for name in sorted(triggers, key=lambda name: (name.removeprefix(WILDCARD), name)))
