"""Own accounts are not allowed: which headers tell a vendor the office's account, and the sign-in hosts on which vendors read them.

A sign-in host belongs to no tool of the catalogue. While a tool with tenant values is approved it is opened for one thing: the header is
set, and nothing else is looked at, kept or changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from allowlist.loader import Catalogue
from allowlist.tenant import Tenant
from gateway.errors import UserError
from gateway.settings import Settings

LOGGED_OUT = ".anonymous"
"""The end of an operation's name in the catalogue that needs no account: no header can hold it to the office's."""

SIGN_IN = "sign_in"
"""The operation's name of everything on a sign-in host."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One header on some hosts."""

    header: str
    value: str = field(repr=False)
    hosts: tuple[str, ...]

    def on(self, host: str) -> bool:
        """Whether the vendor reads it on this canonical host."""
        return any(host == name or (name.startswith("*.") and host.endswith(name[1:]) and host != name[2:]) for name in self.hosts)


@dataclass(frozen=True, slots=True)
class Tenants:
    """The headers of each tool that has tenant values."""

    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def headers(self, tool: str, host: str) -> tuple[tuple[str, str], ...]:
        """What is set on a request of this tool to this canonical host."""
        return tuple((rule.header, rule.value) for rule in self.rules.get(tool, ()) if rule.on(host))

    def names(self, tool: str) -> frozenset[str]:
        """Headers, in lower case, that a client may not set for this tool on any host."""
        return frozenset(rule.header.lower() for rule in self.rules.get(tool, ()))

    def sign_in(self, host: str) -> tuple[str, ...]:
        """The tools whose vendor reads a header on this host."""
        return tuple(tool for tool, rules in self.rules.items() if any(rule.on(host) for rule in rules))

    def logged_out(self, tool: str, operation: str) -> bool:
        """Whether an operation needs no account, of a tool that is held to the office's."""
        return tool in self.rules and operation.endswith(LOGGED_OUT)


def tenants_of(settings: Settings, catalogue: Catalogue) -> Tenants:
    """The tenants of ``[tools.<id>.tenant]``. Raises UserError that names the key and the fix."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for tool, one in settings.tools.items():
        if one.tenant is not None:
            key = f"tools.{tool}.tenant"
            service = catalogue.services.get(tool)
            if service is None or not service.tenant:
                raise UserError(f"{key}: the catalogue knows no header by which {tool} is held to one account; remove it")
            rules[tool] = _filled(key, service.tenant, one.tenant)
    return Tenants(MappingProxyType(rules))


def _filled(key: str, known: tuple[Tenant, ...], values: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules whose places are all filled in; a vendor may offer several, of which an office uses one."""
    places = {place for one in known for place in one.places}
    for name in values:
        if name not in places:
            raise UserError(f"{key}.{name}: no such value; the catalogue knows {', '.join(sorted(places)) or 'none'}")
    made = []
    for one in known:
        missing = [place for place in one.places if place not in values]
        if missing and len(missing) < len(one.places):
            raise UserError(f"{key}.{missing[0]} is missing; {one.header} needs it beside the others")
        if not missing:
            try:
                made.append(Rule(one.header, one.fill(values), one.hosts))
            except ValueError as error:
                raise UserError(f"{key}: {error}") from None
    if not made:
        raise UserError(f"{key} is empty; fill in {', '.join(sorted(places))}")
    return tuple(made)
