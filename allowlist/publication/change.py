"""What changed in the published list, and when: the dates of the register, read as a history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from allowlist import prague
from allowlist.register import Register


class ChangeKind(StrEnum):
    """What happened to a tool."""

    APPROVED = "approved"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETIRED = "retired"
    CHANGED = "changed"  # conditions, groups or dates
    FORBIDDEN = "forbidden"
    ALLOWED = "allowed"  # a ban ended


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``detail`` is for people, in Czech and English: conditions, or the law; it names no person."""

    at: datetime
    kind: ChangeKind
    tool: str
    name: str
    detail: str = ""
    detail_en: str = ""

    @property
    def id(self) -> str:
        """The same for the same change, whoever computes it: 32 hexadecimal digits."""
        return hashlib.sha256(f"{self.tool}\n{self.kind}\n{self.at.timestamp():.6f}".encode()).hexdigest()[:32]


def changes(register: Register, now: datetime, more: Iterable[Change] = ()) -> tuple[Change, ...]:
    """Every change up to this instant, newest first. ``more`` are changes that the register's dates do not show (a suspension)."""
    if now.tzinfo is None:
        raise ValueError("now must carry its time zone")
    found = {change.id: change for change in (*more, *_from_dates(register))}
    past = [change for change in found.values() if change.at <= now]
    return tuple(sorted(past, key=lambda change: (-change.at.timestamp(), change.name.casefold(), change.tool, change.kind)))


def _from_dates(register: Register) -> Iterator[Change]:
    for id_, grant in register.grants.items():
        conditions = "; ".join(grant.entry.conditions)
        yield Change(grant.opens, ChangeKind.APPROVED, id_, grant.service.name, conditions, conditions)
        yield Change(grant.closes, ChangeKind.EXPIRED, id_, grant.service.name)
    for service in register.catalogue.services.values():
        for ban in service.bans:
            yield Change(prague.midnight(ban.since), ChangeKind.FORBIDDEN, service.id, service.name, ban.law, ban.law_en)
            if ban.until is not None:
                yield Change(prague.end(ban.until), ChangeKind.ALLOWED, service.id, service.name, ban.law, ban.law_en)
