"""The address of a proxy, checked: what stands here is written into scripts and configurations."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from allowlist import host

SECURE = "https://"


@dataclass(frozen=True, slots=True)
class ProxyAddress:
    """``host`` is a canonical name, an IPv4 address, or an IPv6 address in brackets. ``secure``: clients speak TLS to it."""

    host: str
    port: int
    secure: bool = False

    @property
    def pac(self) -> str:
        """As a PAC file names it."""
        return f"{'HTTPS' if self.secure else 'PROXY'} {self}"

    @property
    def url(self) -> str:
        """As environment variables name it."""
        return f"{'https' if self.secure else 'http'}://{self}"

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def proxy_address(text: str) -> ProxyAddress:
    """Reads ``host:port``, or ``https://host:port``. ValueError when it is anything else; it does not repeat the text."""
    name, colon, port = text.removeprefix(SECURE).rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ValueError("a proxy is host:port")
    try:
        if name.startswith("[") and name.endswith("]"):
            ipaddress.IPv6Address(name[1:-1])
        else:
            name = _address_or_name(name)
    except ValueError:
        raise ValueError("a proxy is host:port") from None
    return ProxyAddress(name, int(port), text.startswith(SECURE))


def _address_or_name(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        return host.canonical(text)
