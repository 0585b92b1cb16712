"""Addresses of peers."""

from __future__ import annotations

import ipaddress

IPV6_NETWORK = 64
"""Bits: one IPv6 client has a whole /64 to choose addresses from (RFC 7934)."""

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address_of(host: str) -> Address | None:
    """The address a peer or resolver named: without a zone, IPv4 as IPv4 also where a dual socket says it in IPv6; None when it is none."""
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


def one_peer(host: str) -> str:
    """What counts as one peer: an IPv4 address, or the /64 of an IPv6 address."""
    found = address_of(host)
    if found is None:
        return host
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))


def within(host: str, networks: tuple[str, ...]) -> bool:
    """Whether an address lies in one of the networks (checked when the settings were read)."""
    found = address_of(host)
    return found is not None and any(found in ipaddress.ip_network(one) for one in networks)
