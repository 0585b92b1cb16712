"""The register: which services of the catalogue are approved, from when, until when. It is the enforcement; there is no second list."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

from allowlist import prague
from allowlist.closure import Cause, Closure
from allowlist.entry import OPAQUE_CHOICES, UNKNOWN_CHOICES, Entry, Pin, pin
from allowlist.errors import RegisterError
from allowlist.loader import Catalogue, packaged
from allowlist.person import Person
from allowlist.service import SUBSTITUTES, Ban, Category, Service

MOST_ALTERNATIVES = 10
"""A page that offers a way forward is no catalogue, and a refusal may not cost more the more tools there are."""


class Status(StrEnum):
    """What the register says of one service at one instant."""

    APPROVED = "approved"
    NOT_IN_REGISTER = "not_in_register"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Grant:
    """A checked entry with its service. In force while ``opens <= now < closes`` (UTC)."""

    entry: Entry
    service: Service
    opens: datetime
    closes: datetime
    pin: Pin | None

    def allows(self, person: Person | None) -> bool:
        """Whether the entry's groups take this person in; nobody known is in no group."""
        return not self.entry.groups or (person is not None and not person.groups.isdisjoint(self.entry.groups))


@dataclass(frozen=True, slots=True)
class Register:
    """Catalogue and grants. Make one with :meth:`from_entries`, which checks."""

    catalogue: Catalogue = field(repr=False)
    grants: Mapping[str, Grant]
    _by_category: Mapping[Category, tuple[Grant, ...]] = field(repr=False)
    _closures: Mapping[str, Closure] = field(repr=False)

    @classmethod
    def from_entries(cls, entries: Iterable[Entry], catalogue: Catalogue | None = None, closures: Iterable[Closure] = ()) -> Register:
        """The register of these entries over ``catalogue`` (default: the packaged one). Raises :class:`RegisterError`.

        ``closures`` say more of tools that are closed, or that something else than their approval's last day will close.
        """
        known = packaged() if catalogue is None else catalogue
        grants: dict[str, Grant] = {}
        for entry in entries:
            if entry.service in grants:
                raise RegisterError(entry.service, "service", "stands in the register twice", "keep one entry")
            grants[entry.service] = _grant(entry, known)
        by_category: dict[Category, list[Grant]] = {}
        for _, grant in sorted(grants.items()):
            by_category.setdefault(grant.service.category, []).append(grant)
        sorted_in = MappingProxyType({key: tuple(value) for key, value in by_category.items()})
        return cls(known, MappingProxyType(grants), sorted_in, MappingProxyType({one.service: one for one in closures}))

    def status(self, service: str, now: datetime) -> Status:
        """The status of a catalogued service. ``now`` carries its time zone; KeyError for a service outside the catalogue."""
        if now.tzinfo is None:
            raise ValueError("now must carry its time zone")
        if self.bans(service, now):
            return Status.FORBIDDEN
        grant = self.grants.get(service)
        if grant is None:
            return Status.NOT_IN_REGISTER
        if now < grant.opens:
            return Status.NOT_YET
        return Status.APPROVED if now < grant.closes else Status.EXPIRED

    def bans(self, service: str, now: datetime) -> tuple[Ban, ...]:
        """The bans of a service that are in force."""
        return tuple(ban for ban in self.catalogue.services[service].bans if _in_force(ban, now))

    def closure(self, service: str, now: datetime) -> Closure:
        """Why the service is closed: for anybody, or else (it is approved) for a person whose groups it is not for."""
        status, known = self.status(service, now), self._closures.get(service)
        match status:
            case Status.FORBIDDEN:
                return Closure(service, Cause.FORBIDDEN, min(ban.since for ban in self.bans(service, now)))
            case Status.APPROVED:
                return Closure(service, Cause.GROUP)
            case Status.NOT_YET:
                return Closure(service, Cause.NOT_YET, self.grants[service].entry.approved_from)
            case Status.EXPIRED:
                until = self.grants[service].entry.approved_until
                return known if known is not None and known.day == until else Closure(service, Cause.EXPIRED, until)
            case Status.NOT_IN_REGISTER:
                return known or Closure(service, Cause.NOT_ASKED)

    def alternatives(self, service: str, person: Person | None, now: datetime) -> tuple[str, ...]:
        """Approved tools that do the same and that this person may use, by id: of the same category, or else of one that stands in."""
        category = self.catalogue.services[service].category
        for one in (category, *SUBSTITUTES.get(category, ())):
            same = (
                grant.service.id
                for grant in self._by_category.get(one, ())
                if grant.service.id != service and grant.allows(person) and self.status(grant.service.id, now) is Status.APPROVED
            )
            found = tuple(islice(same, MOST_ALTERNATIVES))
            if found:
                return found
        return ()

    def entrance(self, tool: str) -> str | None:
        """The host behind ``/{tool}/…`` of the base-URL entrance, for a tool in the register; whether it is approved now, matching says."""
        grant = self.grants.get(tool)
        return None if grant is None else grant.service.entrance


def _in_force(ban: Ban, now: datetime) -> bool:
    return prague.midnight(ban.since) <= now and (ban.until is None or now < prague.end(ban.until))


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _grant(entry: Entry, catalogue: Catalogue) -> Grant:
    """Checks one entry."""

    def wrong(field_name: str, fault: str, fix: str) -> RegisterError:
        return RegisterError(entry.service, field_name, fault, fix)

    service = catalogue.services.get(entry.service)
    if service is None:
        near = difflib.get_close_matches(entry.service, catalogue.services, n=1)
        raise wrong("service", "is not in the catalogue", f"did you mean {near[0]}?" if near else "see `celnice allowlist list`")
    if not entry.approved_by.strip():
        raise wrong("approved_by", "is missing", "write who approved the tool")
    for name, value in (("approved_from", entry.approved_from), ("approved_until", entry.approved_until)):
        if not _is_day(value):
            raise wrong(name, "is not a date", "write it as 2027-10-31, without quotes or a time")
    if entry.approved_until < entry.approved_from:
        raise wrong("approved_until", f"{entry.approved_until} lies before approved_from {entry.approved_from}", "write a later day")
    for ban in service.bans:
        if ban.since <= entry.approved_until and (ban.until is None or entry.approved_from <= ban.until):
            raise wrong("service", f"is forbidden since {ban.since} ({ban.law})", "remove the entry")
    if entry.unknown not in UNKNOWN_CHOICES:
        raise wrong("unknown", "is no choice", f"write one of {', '.join(UNKNOWN_CHOICES)}")
    if entry.opaque not in OPAQUE_CHOICES:
        raise wrong("opaque", "is no choice", f"write one of {', '.join(OPAQUE_CHOICES)}")
    for name, texts in (("conditions", entry.conditions), ("groups", entry.groups)):
        if any(not text.strip() for text in texts):
            raise wrong(name, "holds an empty text", "remove it")
    return Grant(entry, service, prague.midnight(entry.approved_from), prague.end(entry.approved_until), _pin(entry))


def _pin(entry: Entry) -> Pin | None:
    try:
        return None if entry.pin is None else pin(entry.pin)
    except ValueError:
        raise RegisterError(entry.service, "pin", "is not address:port", "write an IP address and a port, such as 127.0.0.1:8443") from None
