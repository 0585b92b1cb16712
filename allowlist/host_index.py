"""From a canonical host to the service it belongs to: one dictionary for exact names, one for wildcards, whole labels only.

A lookup costs one probe, and one more for each parent name, however many services there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allowlist.errors import CatalogueError
from allowlist.service import HostGroup, Service

WILDCARD = "*."


@dataclass(frozen=True, slots=True)
class HostOwner:
    """Whose a host is."""

    service: str
    group: HostGroup


@dataclass(frozen=True, slots=True)
class HostIndex:
    """``exact`` maps a host, ``under`` the name behind ``*.``. An exact name goes before a wildcard, a longer wildcard before a shorter."""

    exact: Mapping[str, HostOwner] = field(repr=False)
    under: Mapping[str, HostOwner] = field(repr=False)

    def find(self, host: str) -> HostOwner | None:
        """The owner of a host that :func:`allowlist.host.canonical` gave."""
        owner = self.exact.get(host)
        while owner is None:
            _, dot, host = host.partition(".")
            if not dot:
                return None
            owner = self.under.get(host)
        return owner

    def pattern(self, host: str) -> str | None:
        """The catalogue's own name for a host: itself, or the wildcard it lies under. What may be written down of it."""
        if host in self.exact:
            return host
        while True:
            _, dot, host = host.partition(".")
            if not dot:
                return None
            if host in self.under:
                return WILDCARD + host


def build(services: Iterable[Service]) -> HostIndex:
    """The index of all services. Raises :class:`CatalogueError` when two of them could claim one host."""
    exact: dict[str, HostOwner] = {}
    under: dict[str, HostOwner] = {}
    for service in services:
        for group in service.hosts:
            for name in group.names:
                table, key = (under, name.removeprefix(WILDCARD)) if name.startswith(WILDCARD) else (exact, name)
                if key in table:
                    raise _overlap(service.id, group, f"{name} is also claimed by {table[key].service}")
                table[key] = HostOwner(service.id, group)
    index = HostIndex(exact, under)
    for key, owner in (*exact.items(), *under.items()):
        _, _, parent = key.partition(".")
        wider = HostIndex({}, under).find(f"*.{parent}") if parent else None
        if wider is not None and wider.service != owner.service:
            raise _overlap(owner.service, owner.group, f"{key} lies under a wildcard of {wider.service}")
    return index


def _overlap(service: str, group: HostGroup, fault: str) -> CatalogueError:
    return CatalogueError(f"{service}.toml", f"hosts.{group.name}.names", fault)
