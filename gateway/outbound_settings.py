"""Settings of the way out: how the gateway reaches providers."""

from __future__ import annotations

import ipaddress
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from gateway.section import Section

MAX_CREDENTIALS = 512
"""Characters; a proxy's request line and headers have a few thousand at most."""


class Outbound(Section):
    """How the gateway reaches providers."""

    parent: str = Field(
        "", description="The office's parent proxy, `http://proxy.urad.cz:3128`: every connection to a provider goes through it by CONNECT."
    )
    parent_user: str = Field("", max_length=MAX_CREDENTIALS, description="User name at the parent proxy (Basic).")
    parent_password: str = Field(
        "",
        max_length=MAX_CREDENTIALS,
        repr=False,
        description="Its password; better from a file, `CELNICE_OUTBOUND__PARENT_PASSWORD_FILE`.",
    )
    direct: tuple[str, ...] = Field(
        (), description="Host names, addresses and networks that are reached without the parent proxy, e.g. a model in the office itself."
    )
    source_addresses: tuple[str, ...] = Field(
        (), description="Own addresses from which providers are dialled, at most one of IPv4 and one of IPv6; empty: the system chooses."
    )
    dns_servers: tuple[str, ...] = Field((), description="Addresses of the DNS servers that are asked; empty: the system's resolver.")
    private: tuple[str, ...] = Field(
        (),
        description="Networks beyond the public internet in which providers may lie, e.g. `10.1.2.0/24`. A name that resolves to another "
        "private address is not dialled (DNS rebinding). A tool's `pin` needs no entry.",
    )

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if self.parent:
            parts = urlsplit(self.parent)
            if parts.scheme != "http" or not parts.hostname or parts.path not in {"", "/"} or parts.username or parts.query:
                raise ValueError("parent is http://host:port; its credentials are parent_user and parent_password")
            _ = parts.port  # raises ValueError for a number that is no port
        if (self.parent_user or self.parent_password) and not self.parent:
            raise ValueError("parent_user and parent_password are for a parent; set parent too")
        if ":" in self.parent_user or not (self.parent_user + self.parent_password).isprintable():
            raise ValueError("parent_user must have no colon, and neither it nor parent_password a control character")  # RFC 7617, 2
        versions = [ipaddress.ip_address(one).version for one in self.source_addresses]
        if len(set(versions)) != len(versions):
            raise ValueError("source_addresses has two addresses of one IP version; keep one")
        for one in self.dns_servers:
            ipaddress.ip_address(one)
        for one in self.private:
            ipaddress.ip_network(one)
        return self

    @property
    def parent_address(self) -> tuple[str, int] | None:
        """Host and port of the parent proxy."""
        if not self.parent:
            return None
        parts = urlsplit(self.parent)
        return parts.hostname or "", parts.port or 3128
