"""The register of approved tools, bound to the settings: what the proxy asks, and what the commands show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from allowlist import match as matching
from allowlist import prague
from allowlist.answers import Approved, Forbidden, Match, NotApproved, Role, Unknown
from allowlist.closure import Cause, Closure
from allowlist.entry import Entry
from allowlist.errors import RegisterError
from allowlist.host import InvalidHost, canonical
from allowlist.match import HostMatch, ToolHost
from allowlist.person import Person
from allowlist.register import Register, Status
from allowlist.service import HandedOut
from allowlist.workflow.case import Case
from allowlist.workflow.closing import closing
from allowlist.workflow.entry import entry
from allowlist.workflow.standing import Rules
from gateway.act.door import door
from gateway.errors import UserError
from gateway.extract.registry import formats
from gateway.model import Door
from gateway.record.stop import TOOL, Stop
from gateway.settings import Settings, Tool
from gateway.tenants import SIGN_IN, Tenants, tenants_of

HTTPS = 443

STAND_IN = "demo"
"""The catalogue's id of the stand-in provider. It is approved only while it runs on this very node."""


STAND_IN_HOST = "demo.celnice.test"
"""The only name its certificate authority may sign for: the gateway trusts that authority while it runs."""


ENTRY_KEYS = tuple(field.name for field in fields(Entry) if field.name != "service")
"""What of a table ``[tools.<id>]`` is the register's; the rest is how the gateway reaches the tool."""


def stand_in_entry(port: int) -> Tool:
    """The register entry of a stand-in that listens on this port."""
    return Tool(
        approved_by="celnice (stand-in provider of this node)",
        approved_from=date(2026, 1, 1),
        approved_until=date(2099, 12, 31),
        pin=f"127.0.0.1:{port}",
    )


def register(settings: Settings, published: Published | None = None) -> Register:
    """The checked register: ``[tools.…]``, and over it what the working group published in the store.

    A tool with a history in the store is what that history says, also when that is "closed". Raises UserError that names the entry of
    ``celnice.toml`` and the fix. An entry of the store that cannot stand (a ban came into force meanwhile) is left out: closed.
    """
    known = published or Published()
    named = {name: tool for name, tool in settings.tools.items() if name not in known.tools}
    entries = [Entry(service=name, **{key: getattr(tool, key) for key in ENTRY_KEYS}) for name, tool in named.items()]
    try:
        Register.from_entries(entries)
    except RegisterError as error:
        raise UserError(f"celnice.toml: {error}") from None
    decided = [_reached(entry, settings) for entry in known.entries if _stands(entry)]
    return Register.from_entries([*entries, *decided], closures=known.closures)


@dataclass(frozen=True, slots=True)
class Published:
    """What the store says: of ``tools`` it has the last word, ``entries`` are published, ``closures`` say why the others are closed."""

    tools: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    closures: tuple[Closure, ...] = ()


def published(cases: Iterable[Case], rules: Rules) -> Published:
    """The entries of the cases. A case that nobody has decided yet leaves an entry of ``celnice.toml`` as it is."""
    every = tuple(cases)
    told = [case for case in every if case.settled]
    made = (entry(case, rules) for case in told)
    why = (closing(case, rules) for case in every)
    return Published(
        frozenset(case.tool for case in told), tuple(one for one in made if one is not None), tuple(one for one in why if one is not None)
    )


def stopped(known: Published, stops: Iterable[Stop]) -> Published:
    """The same with the tools closed that the kill switch has suspended, wherever they were approved."""
    tools = {stop.name: stop for stop in stops if stop.what == TOOL}
    if not tools:
        return known
    closed = tuple(Closure(tool, Cause.SUSPENDED, prague.day(stop.at), stop.notice) for tool, stop in tools.items())
    return Published(
        known.tools | tools.keys(),
        tuple(entry for entry in known.entries if entry.service not in tools),
        (*(one for one in known.closures if one.service not in tools), *closed),
    )


def _reached(one: Entry, settings: Settings) -> Entry:
    """Where this node reaches a tool is the node's own; whether it may, the working group says."""
    tool = settings.tools.get(one.service)
    return one if tool is None else replace(one, pin=tool.pin)


def _stands(one: Entry) -> bool:
    try:
        Register.from_entries([one])
    except RegisterError:
        return False
    return True


def signed_for(settings: Settings) -> tuple[str, ...]:
    """The hosts and wildcards that an authority made now may sign for (``proxy.ca_names``); none means any host."""
    known = register(settings)
    match settings.proxy.ca_names:
        case "any":
            return ()
        case "catalogue":
            services = tuple(known.catalogue.services.values())
        case "register":
            services = tuple(grant.service for grant in known.grants.values())
            if not services:
                raise UserError("proxy.ca_names: `register` needs an approved tool in celnice.toml before the first start")
    names = [name for service in services for group in service.hosts for name in group.names]
    sign_in = [host for rules in tenants_of(settings, known.catalogue).rules.values() for rule in rules for host in rule.hosts]
    return (*names, *sign_in)


class Admission:
    """The register as the proxy asks it."""

    def __init__(self, known: Register, base: str = "", tenants: Tenants | None = None) -> None:
        """``base`` is where people reach the console: what the page of a closed service links to."""
        self.replace(known)
        self._base = base
        self._tenants = tenants or Tenants()

    @property
    def known(self) -> Register:
        """The register as it is now."""
        return self._register

    def replace(self, known: Register) -> None:
        """From the next question on this is the register."""
        self._register = known
        self._handed_out = tuple(one for service in known.catalogue.services.values() for one in service.handed_out)

    def match(self, host: str, port: int, method: str, path: str, now: datetime, person: Person | None = None) -> Match:
        """What a request of this person may do. On a sign-in host everything is sign-in."""
        found = matching.match(self._register, host, port, method, path, person, now)
        if isinstance(found, Unknown) and (tool := self._signs_in(host, port, found, now)):
            return Approved(tool, SIGN_IN, Role.AUTH, SIGN_IN)
        return found

    def match_host(self, host: str, port: int, now: datetime) -> HostMatch:
        """What a CONNECT may do."""
        found = matching.match_host(self._register, host, port, now)
        if isinstance(found, Unknown) and (tool := self._signs_in(host, port, found, now)):
            return ToolHost(tool, canonical(host))
        return found

    def _signs_in(self, host: str, port: int, found: Unknown, now: datetime) -> str | None:
        """The approved tool whose vendor is told the office's account on this host, when it is no host of the catalogue."""
        if port != HTTPS or not matching.tunnelable(found):
            return None
        tools = self._tenants.sign_in(canonical(host))
        return next((tool for tool in tools if self._register.status(tool, now) is Status.APPROVED), None)

    def sign_in_hosts(self, now: datetime) -> tuple[str, ...]:
        """Where the vendors of tools that are approved now are told the office's account, and that no service of the catalogue is."""
        approved = [tool for tool in self._tenants.rules if self._register.status(tool, now) is Status.APPROVED]
        hosts = dict.fromkeys(host for tool in approved for rule in self._tenants.rules[tool] for host in rule.hosts)
        return tuple(host for host in hosts if self._register.catalogue.hosts.find(host.removeprefix("*.")) is None)

    def tenant_headers(self, tool: str, host: str) -> tuple[tuple[str, str], ...]:
        """Which headers hold the vendor to the office's account on this host."""
        return self._tenants.headers(tool, host)

    def tenant_names(self, tool: str) -> frozenset[str]:
        """Those headers' names, in lower case."""
        return self._tenants.names(tool)

    def logged_out(self, tool: str, operation: str) -> bool:
        """Whether an operation works without the account that the tool is held to."""
        return self._tenants.logged_out(tool, operation)

    def door(self, answer: NotApproved | Forbidden, now: datetime) -> Door:
        """What the page of a closed service says."""
        return door(self._register, answer, self._base, now)

    def canonical(self, host: str) -> str | None:
        """The one spelling of a host name, or None."""
        try:
            return canonical(host)
        except InvalidHost:
            return None

    def entrance(self, tool: str) -> str | None:
        """The host behind ``/{tool}/…``."""
        return self._register.entrance(tool)

    def recorded(self, host: str) -> str:
        """What may be written down of a host: the catalogue's name for it, never a label the client made up."""
        return self._register.catalogue.hosts.pattern(host) or ""

    def dialect(self, tool: str) -> str | None:
        """The wire format of the tool's first operation that has one; those of WebSockets cannot answer a request."""
        service = self._register.catalogue.services.get(tool)
        named = (operation.format for operation in service.operations) if service else ()
        return next((name for name in named if name in formats()), None)

    def handed_out(self, tool: str, operation: str) -> tuple[HandedOut, ...]:
        """Which addresses the answers of an operation hand out for uploads."""
        service = self._register.catalogue.services.get(tool)
        return tuple(one for one in service.handed_out if one.source == operation) if service else ()

    def hands_out(self, host: str) -> bool:
        """Whether any service hands out addresses on hosts like this canonical one."""
        return any(one.pattern(host) for one in self._handed_out)

    def name(self, tool: str) -> str:
        """The tool's name for people; the id itself when it is not in the catalogue."""
        service = self._register.catalogue.services.get(tool)
        return service.name if service else tool

    def pin(self, host: str) -> tuple[str, int] | None:
        """The fixed address of a host, when its tool's entry has one; it holds for addresses that the tool hands out, too."""
        owner = self._register.catalogue.hosts.find(host)
        grants = [self._register.grants.get(owner.service)] if owner else []
        if owner is None:
            grants = [grant for grant in self._register.grants.values() if any(one.pattern(host) for one in grant.service.handed_out)]
        pins = [grant.pin for grant in grants if grant and grant.pin]
        return (pins[0].address, pins[0].port) if pins else None
