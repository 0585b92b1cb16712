"""The hosts of services as the outputs write them: the fewest names and wildcards that cover exactly the same hosts.

Every output says *where AI is*, not what is approved: an unapproved service must reach the proxy too, to be refused with a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allowlist.host_index import WILDCARD
from allowlist.register import Register, Status
from allowlist.service import Service


@dataclass(frozen=True, slots=True)
class Names:
    """``exact`` are hosts; ``under`` are names that every host below them belongs to, but not they themselves. Sorted, none redundant.

    ``named`` are all hosts that the catalogue names, also those that a wildcard covers: for formats that have no wildcards.
    """

    exact: tuple[str, ...]
    under: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def whole(self) -> tuple[str, ...]:
        """Names that are covered with everything below them."""
        return tuple(name for name in self.under if name in self.exact)

    @property
    def only_exact(self) -> tuple[str, ...]:
        """Hosts without anything below them."""
        return tuple(name for name in self.exact if name not in self.under)

    @property
    def only_under(self) -> tuple[str, ...]:
        """Names of which only what is below them is covered."""
        return tuple(name for name in self.under if name not in self.exact)


def open_now(register: Register, now: datetime) -> frozenset[str]:
    """The services that are approved now, by id: for :func:`names`."""
    return frozenset(service for service in register.grants if register.status(service, now) is Status.APPROVED)


def names(services: Iterable[Service], approved: Collection[str] = (), *, uploads: bool = False, also: Collection[str] = ()) -> Names:
    """The names of services. What a wildcard covers already is left out.

    Hosts that carry more than their tool are named only while it is among the ``approved``: otherwise they are nobody's. ``uploads`` names
    the storage, too, that approved tools send files to: who goes there straight is not read. ``also`` are further hosts and wildcards.
    """
    known = tuple(services)
    groups = ((service.id, group) for service in known for group in service.hosts)
    every = {name for service, group in groups if not group.only_approved or service in approved for name in group.names} | {*also}
    if uploads:
        every |= {name for service in known if service.id in approved for kind in service.handed_out for name in kind.names}
    under = {name.removeprefix(WILDCARD) for name in every if name.startswith(WILDCARD)}
    exact = {name for name in every if not name.startswith(WILDCARD)}
    return Names(
        tuple(sorted(name for name in exact if not _below(name, under))),
        tuple(sorted(name for name in under if not _below(name, under))),
        tuple(sorted(exact)),
    )


def _below(name: str, under: Collection[str]) -> bool:
    """Whether a name lies under one of the wildcards."""
    parent = name
    while (parent := parent.partition(".")[2]) != "":
        if parent in under:
            return True
    return False
