"""How a provider is told which accounts may be used: a header that the proxy writes over the client's, as the vendor documents it.

Data only: which office's identifiers stand in it, the register's entry says; the proxy puts it in. A sign-in host that serves other
traffic too (``login.microsoftonline.com``) is no host of the service: on it the header may be set, and nothing else may be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from allowlist.host import InvalidHost, canonical
from allowlist.table import Table

_WILDCARD = "*."
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PLACE = re.compile(r"\{([a-z][a-z_]*)\}")
_VALUE = re.compile(rf"(?:[\x21-\x7a|]|{_PLACE.pattern})+")  # printable ASCII; braces only around a name
_FILLED = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Tenant:
    """One header. ``value`` is a constant or a template: ``{workspace_ids}`` is what the office must know of its own account."""

    header: str
    value: str
    hosts: tuple[str, ...]
    """Canonical hosts, or ``*.`` and one, on which the vendor reads it."""
    source: str

    @property
    def places(self) -> tuple[str, ...]:
        """The names an office has to fill in."""
        return tuple(dict.fromkeys(_PLACE.findall(self.value)))

    def fill(self, values: Mapping[str, str]) -> str:
        """The header's value. KeyError for a name without a value; ValueError for one that no header may hold (it names the place only)."""
        for place in self.places:
            if _FILLED.fullmatch(values[place]) is None:
                raise ValueError(f"{place} must be printable ASCII without blanks")
        return _PLACE.sub(lambda found: values[found[1]], self.value)


def tenant(table: Table) -> Tenant:
    """Reads one table of a catalogue file. Raises :class:`~allowlist.errors.CatalogueError`."""
    value = table.required("value")
    if _VALUE.fullmatch(value) is None:
        raise table.fault("value", "must be printable ASCII without blanks, with {names} for what the office fills in")
    hosts = table.texts("hosts")
    for host in hosts:
        if not _host(host):
            raise table.fault("hosts", f"{host} is not a canonical host, alone or after {_WILDCARD!r}")
    made = Tenant(table.required("header", _HEADER), value, hosts, table.required("source"))
    table.done()
    return made


def twice(rules: Collection[Tenant]) -> str | None:
    """A host and header that two rules of one service set, or None: nobody could say which value holds."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for host in rule.hosts:
            key = (rule.header.lower(), host)
            if key in seen:
                return f"{rule.header} on {host}"
            seen.add(key)
    return None


def _host(name: str) -> bool:
    bare = name.removeprefix(_WILDCARD)
    try:
        return canonical(bare) == bare and "." in bare
    except InvalidHost:
        return False
