"""Local users, keys and what people have read and learnt, as one frozen picture that is replaced when the store changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from allowlist import prague
from gateway.people.api import Wrong
from gateway.record.stop import PERSON, RECORD

NOTICE = "notice"
TRAINING = "training"


@dataclass(frozen=True, slots=True)
class User:
    """A local user. ``password`` is an Argon2id hash, or "" for an account that only has groups here."""

    account: str = field(repr=False)
    password: str = field(default="", repr=False)
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Key:
    """A key for the base-URL entrance."""

    id: str
    digest: str = field(repr=False)
    account: str = field(repr=False)
    tools: tuple[str, ...]
    until: date
    revoked: bool = False

    def refusal(self, tool: str, now: datetime) -> Wrong | None:
        """Why it does not open this tool now."""
        if self.revoked:
            return Wrong.REVOKED
        if now >= prague.end(self.until):
            return Wrong.EXPIRED
        return Wrong.TOOL if self.tools and tool not in self.tools else None


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that ``celnice users`` keeps. ``facts`` is (record, kind) → versions."""

    users: Mapping[str, User] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    keys: Mapping[str, Key] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """By digest."""
    facts: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)
    """Records whose sealed name is kept."""
    stopped: frozenset[str] = field(default=frozenset(), repr=False)
    """Subjects that the kill switch has suspended (:mod:`gateway.record.stop`)."""

    def groups(self, account: str) -> frozenset[str]:
        """The groups given here; an account of another directory may have some, too."""
        user = self.users.get(account)
        return user.groups if user else frozenset()

    def suspended(self, record: str, pseudonyms: Callable[[str], str | None]) -> bool:
        """Whether this person is stopped. ``pseudonyms`` gives the person's pseudonym of a period, None where its key is gone."""
        if not self.stopped:
            return False
        if f"{RECORD}:{record}" in self.stopped:
            return True
        theirs = (subject.partition(":")[2] for subject in self.stopped if subject.startswith(f"{PERSON}:"))
        return any(pseudonyms(one.rpartition(".")[0]) == one for one in theirs)

    def has_read(self, record: str, version: str) -> bool:
        """Whether the notice of this version was acknowledged."""
        return version in self.facts.get((record, NOTICE), ())

    def trained(self, record: str, now: datetime, days: int) -> bool:
        """Whether a training counts now: for so many days from its own. A day that lies ahead does not count yet."""
        held = [date.fromisoformat(day) for day in self.facts.get((record, TRAINING), ())]
        return any(prague.midnight(day) <= now < prague.end(day + timedelta(days=days)) for day in held)
