"""The address of a proxy, checked: what stands here is written into scripts and configurations."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from allowlist import host


@dataclass(frozen=True, slots=True)
class ProxyAddress:
    """``host`` is a canonical name, an IPv4 address, or an IPv6 address in brackets."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def proxy_address(text: str) -> ProxyAddress:
    """Reads ``host:port``. ValueError when it is anything else; it does not repeat the text."""
    name, colon, port = text.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ValueError("a proxy is host:port")
    try:
        if name.startswith("[") and name.endswith("]"):
            ipaddress.IPv6Address(name[1:-1])
        else:
            name = _address_or_name(name)
    except ValueError:
        raise ValueError("a proxy is host:port") from None
    return ProxyAddress(name, int(port))


def _address_or_name(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        return host.canonical(text)
