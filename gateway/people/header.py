"""A header of a front proxy that has already asked who it is. Believed from listed addresses only; from others it does not count."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Found, Wrong
from gateway.people_settings import Header


def among(address: str, listed: Collection[str]) -> bool:
    """Whether an address is one of these; an IPv4 address may come as IPv6."""
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(peer, ipaddress.IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    return peer in {ipaddress.ip_address(one) for one in listed}


class FromHeader:
    """The way ``header``."""

    name = "header"
    challenge = ""

    def __init__(self, settings: Header, domains: Collection[str] = ()) -> None:
        self._settings = settings
        self._domains = domains

    async def identify(self, asked: Asked) -> Found:
        """Account as the front proxy says. A header from anybody else is not looked at."""
        if not among(asked.address, self._settings.proxies):
            return None
        values = asked.values(self._settings.name)
        if not values:
            return None
        account = canonical(values[0], self._domains) if len(values) == 1 else None
        if account is None:
            return Wrong.MALFORMED
        if not self._settings.groups:
            return Account(account)
        named = ",".join(asked.values(self._settings.groups)).split(",")
        return Account(account, frozenset(group.strip() for group in named if group.strip()))
