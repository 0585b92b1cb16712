"""What the page of a closed service says, read from the register: why it is closed, which approved tools do the same, where to ask."""

from __future__ import annotations

from datetime import datetime

from allowlist.answers import Forbidden, NotApproved
from allowlist.closure import Cause, Closure
from allowlist.register import Register
from gateway.model import Door, Instead

LIST = "/tools"
ASK = "/tools/request"
ASKABLE = frozenset({Cause.NOT_ASKED, Cause.REJECTED, Cause.RETIRED, Cause.EXPIRED})
"""Asking helps: nobody is looking at the tool already, and no law forbids it."""


def door(register: Register, answer: NotApproved | Forbidden, base: str, now: datetime) -> Door:
    """The door behind an answer of the register. ``base`` is where people reach the console, "" when nobody said."""
    instead = answer.instead if isinstance(answer, NotApproved) else register.alternatives(answer.service, None, now)
    return closed(register, register.closure(answer.service, now), instead, base, now)


def closed(register: Register, closure: Closure, instead: tuple[str, ...], base: str, now: datetime) -> Door:
    """The same for a service that somebody looks up in the list."""
    services = register.catalogue.services
    bans = register.bans(closure.service, now)
    return Door(
        cause=closure.cause.value,
        day=closure.day,
        laws=tuple(ban.law for ban in bans),
        laws_en=tuple(ban.law_en for ban in bans),
        notice=closure.notice,
        instead=tuple(Instead(services[one].name, f"{base}{LIST}/{one}" if base else "") for one in instead),
        ask=f"{base}{ASK}?service={closure.service}" if base and closure.cause in ASKABLE else "",
        listed=f"{base}{LIST}" if base else "",
    )
