"""The register of approved tools, bound to the settings: what the proxy asks, and what the commands show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allowlist import match as matching
from allowlist.answers import Match
from allowlist.entry import Entry
from allowlist.errors import RegisterError
from allowlist.host import InvalidHost, canonical
from allowlist.match import HostMatch
from allowlist.register import Register
from allowlist.service import HandedOut
from allowlist.workflow.case import Case
from allowlist.workflow.entry import entry
from allowlist.workflow.standing import Rules
from allowlist.workflow.step import State
from gateway.errors import UserError
from gateway.extract.registry import formats
from gateway.settings import Settings, Tool

STAND_IN = "demo"
"""The catalogue's id of the stand-in provider. It is approved only while it runs on this very node."""


STAND_IN_HOST = "demo.celnice.test"
"""The only name its certificate authority may sign for: the gateway trusts that authority while it runs."""


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
    entries = [Entry(service=name, **{key: getattr(tool, key) for key in Tool.model_fields}) for name, tool in named.items()]
    try:
        Register.from_entries(entries)
    except RegisterError as error:
        raise UserError(f"celnice.toml: {error}") from None
    return Register.from_entries([*entries, *(entry for entry in known.entries if _stands(entry))])


@dataclass(frozen=True, slots=True)
class Published:
    """What the store says: ``tools`` have a history there, ``entries`` are those that are published."""

    tools: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()


def published(cases: Iterable[Case], rules: Rules) -> Published:
    """The entries of the cases. A case that nobody has decided yet leaves an entry of ``celnice.toml`` as it is."""
    told = [case for case in cases if case.state not in UNDECIDED]
    made = (entry(case, rules) for case in told)
    return Published(frozenset(case.tool for case in told), tuple(one for one in made if one is not None))


UNDECIDED = frozenset({State.NONE, State.DRAFT, State.CONSULTED, State.SUBMITTED, State.ASSESSED, State.APPROVED})


def _stands(one: Entry) -> bool:
    try:
        Register.from_entries([one])
    except RegisterError:
        return False
    return True


class Admission:
    """The register as the proxy asks it, for a person who is not known yet."""

    def __init__(self, known: Register) -> None:
        self._register = known

    @property
    def known(self) -> Register:
        """The register as it is now."""
        return self._register

    def replace(self, known: Register) -> None:
        """From the next question on this is the register."""
        self._register = known

    def match(self, host: str, port: int, method: str, path: str, now: datetime) -> Match:
        """What a request may do."""
        return matching.match(self._register, host, port, method, path, None, now)

    def match_host(self, host: str, port: int, now: datetime) -> HostMatch:
        """What a CONNECT may do."""
        return matching.match_host(self._register, host, port, now)

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
        return any(one.pattern(host) for service in self._register.catalogue.services.values() for one in service.handed_out)

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
