"""Is this host and operation an approved AI tool for this person, at this instant? Pure; unknown means no.

:func:`match_host` answers at CONNECT, when only the host is known; :func:`match` answers for a whole request. Both say the same of
the host. The caller checks that CONNECT target, SNI, Host and certificate are one host (:func:`allowlist.host.canonical`), and
dials the canonical one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allowlist.answers import Approved, Forbidden, Match, NotApproved, Role, Unknown
from allowlist.entry import Pin
from allowlist.host import HostFault, InvalidHost, canonical
from allowlist.path import AmbiguousPath, read
from allowlist.person import Person
from allowlist.reasons import Reason
from allowlist.register import Grant, Register, Status
from allowlist.schema import METHODS
from allowlist.service import HostGroup, Operation

_STATIC_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_METHODS = frozenset(METHODS)
_READABLE = frozenset({Role.PROMPT, Role.UPLOAD})


@dataclass(frozen=True, slots=True)
class ToolHost:
    """A host of a tool that is approved now, for some persons at least: TLS ends here, and each request is matched by itself."""

    tool: str
    host: str
    """The canonical host."""
    pin: Pin | None = None


type HostMatch = ToolHost | NotApproved | Forbidden | Unknown


def tunnelable(answer: Match | HostMatch) -> bool:
    """Whether an office that lets other hosts through undecrypted (``tunnel``) may do so here.

    Only for a well-formed name outside the catalogue: an address, a malformed name, or a catalogued host on an odd port never is.
    """
    return isinstance(answer, Unknown) and answer.reason == Reason.NOT_CATALOGUED


def match_host(register: Register, host: str, port: int, now: datetime) -> HostMatch:
    """What is said to CONNECT. ``now`` carries its time zone (else ValueError, also for an unknown host)."""
    found = _locate(register, host, port, None, now)
    if not isinstance(found, _Located):
        return found
    return ToolHost(found.grant.service.id, found.host, found.grant.pin)


def match(register: Register, host: str, port: int, method: str, path: str, person: Person | None, now: datetime) -> Match:
    """What is said to a request. ``path`` is as sent, without its query; ``now`` carries its time zone."""
    found = _locate(register, host, port, person, now)
    if not isinstance(found, _Located):
        return found
    grant = found.grant
    if not grant.allows(person):
        return NotApproved(grant.service.id, Reason.GROUP, register.alternatives(grant.service.id, person, now))
    if found.group.role is Role.TELEMETRY:
        return _approved(grant, "telemetry", Role.TELEMETRY, Reason.TELEMETRY_HOST)
    if method not in _METHODS:
        return _never_walked(grant, Reason.METHOD)
    try:
        operation = register.catalogue.operations[grant.service.id].find(found.group.name, method, read(path))
    except AmbiguousPath:
        return _never_walked(grant, Reason.PATH_AMBIGUOUS)
    if operation is not None:
        return _operation(grant, operation)
    if method in _STATIC_METHODS:
        return _approved(grant, "static", Role.STATIC, Reason.STATIC)
    return _approved(grant, "unknown", Role.UNKNOWN, Reason.NO_OPERATION)


@dataclass(frozen=True, slots=True)
class _Located:
    """An approved tool's host."""

    host: str
    group: HostGroup
    grant: Grant


def _locate(register: Register, host: str, port: int, person: Person | None, now: datetime) -> _Located | NotApproved | Forbidden | Unknown:
    if now.tzinfo is None:
        raise ValueError("now must carry its time zone")
    try:
        name = canonical(host)
    except InvalidHost as error:
        return Unknown(Reason.HOST_ADDRESS if error.fault is HostFault.ADDRESS else Reason.HOST_INVALID)
    owner = register.catalogue.hosts.find(name)
    if owner is None:
        return Unknown(Reason.NOT_CATALOGUED)
    status = register.status(owner.service, now)
    if owner.group.only_approved and status is not Status.APPROVED:
        return Unknown(Reason.NOT_CATALOGUED)
    if port not in owner.group.ports:
        return Unknown(Reason.PORT)
    match status:
        case Status.APPROVED:
            return _Located(name, owner.group, register.grants[owner.service])
        case Status.FORBIDDEN:
            laws = "; ".join(ban.law for ban in register.bans(owner.service, now))
            return Forbidden(owner.service, Reason.BANNED, laws)
        case Status.NOT_IN_REGISTER | Status.NOT_YET | Status.EXPIRED as status:
            return NotApproved(owner.service, Reason(status.value), register.alternatives(owner.service, person, now))


def _operation(grant: Grant, operation: Operation) -> Approved:
    if operation.role in _READABLE and operation.format is None:
        return _approved(grant, operation.name, Role.UNKNOWN, Reason.NO_FORMAT)
    return _approved(grant, operation.name, operation.role, Reason.OPERATION, operation.format)


def _approved(grant: Grant, operation: str, role: Role, reason: Reason, wire: str | None = None) -> Approved:
    return Approved(grant.service.id, operation, role, reason, wire, grant.entry.conditions, grant.entry.unknown)


def _never_walked(grant: Grant, reason: Reason) -> Approved:
    """Refused whatever the entry says of unknown operations: nobody can say what the server would make of it."""
    return Approved(grant.service.id, "unknown", Role.UNKNOWN, reason, None, grant.entry.conditions, "refuse")
