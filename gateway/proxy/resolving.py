"""Names to addresses: by the system's resolver, or by the DNS servers that the settings name."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from itertools import chain, zip_longest

from mitmproxy_rs.dns import DnsResolver

from gateway.proxy.dialling import Resolve


def resolver(servers: Sequence[str]) -> Resolve:
    """Asks ``servers``; the system where there are none."""
    return _asking(servers) if servers else _system


async def _system(host: str) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _asking(servers: Sequence[str]) -> Resolve:
    made: list[DnsResolver] = []  # inside the loop only

    async def ask(host: str) -> Sequence[str]:
        if not made:
            made.append(DnsResolver(name_servers=list(servers), use_hosts_file=False))
        answers = await asyncio.gather(made[0].lookup_ipv6(host), made[0].lookup_ipv4(host), return_exceptions=True)
        found = [one if isinstance(one, list) else [] for one in answers]
        failed = [one for one in answers if isinstance(one, BaseException)]
        if not any(found):
            raise failed[0] if failed and isinstance(failed[0], OSError) else OSError("no address")
        return [one for one in chain.from_iterable(zip_longest(*found)) if one is not None]

    return ask
