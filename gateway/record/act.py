"""Acts of officials as one line each, whichever chain they stand in: who did what to whom, when and why. Out of payloads, pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

GROUPS: Mapping[str, tuple[str, ...]] = {
    "sealed": ("evidence.opened", "evidence.released", "person.revealed", "console.sealed"),
    "sign_in": ("console.signed_in", "console.refused"),
    "account": ("console.account",),
    "entered": ("step.entered",),
    "relief": ("relief.proposed", "relief.confirmed", "relief.refused", "relief.withdrawn"),
    "policy": ("policy.drafted", "policy.confirmed", "policy.refused", "policy.set"),
    "report": ("report.handed_in",),
    "settings": ("settings.changed", "settings.refused"),
    "stop": ("access.stopped", "access.resumed"),
    "erased": ("chain.erased",),
}
"""Kinds of acts that one asks for together, by event types."""
TYPES = tuple(kind for kinds in GROUPS.values() for kind in kinds)
CHAINS = ("console", "evidence", "stops", "erasure")
"""The chains that acts stand in."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``about`` is an account, an event's id or a tool; ``person`` a pseudonym; ``more`` codes and values by name.

    Of an erased one only the first four are left.
    """

    id: str
    at: datetime
    type: str
    place: tuple[str, int]
    """Its chain, and its number in it."""
    who: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    person: str = ""
    why: str = field(default="", repr=False)
    more: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    erased: bool = False

    @property
    def actor(self) -> str:
        """Stands for ``who`` in an address, which names nobody."""
        return actor(self.who)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; "" and None ask for everything. ``until`` does not count."""

    group: str = ""
    person: str = ""
    """A pseudonym, or an event's id."""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def types(self) -> tuple[str, ...]:
        """The event types."""
        return GROUPS.get(self.group, TYPES)

    def takes(self, act: Act) -> bool:
        """Whether an act of one of the types and within the time is meant."""
        return (not self.person or self.person in {act.person, act.about}) and (not self.actor or self.actor == act.actor)


@dataclass(frozen=True, slots=True)
class Acts:
    """Some acts, newest first. ``next`` is where older ones go on, "" when there are none."""

    rows: Sequence[Act]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Chains:
    """What verifying the chains of acts found. ``wrong`` are the places (chain and number) where something is not as it was written."""

    at: datetime
    entries: int
    wrong: frozenset[tuple[str, int]] = frozenset()

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.wrong


def actor(who: str) -> str:
    """A short name for somebody's name; "" for nobody's."""
    return hashlib.sha256(b"celnice actor 1 " + who.encode("utf-8", "surrogatepass")).hexdigest()[:12] if who else ""


def act_of(identity: str, at: datetime, kind: str, place: tuple[str, int], payload: Mapping[str, Any] | None) -> Act:
    """The act of a stored event."""
    if payload is None:
        return Act(identity, at, kind, place, erased=True)
    if kind == "chain.erased":
        proof = (("count", str(len(payload.get("erased", ())))), ("reason", str(payload.get("reason", ""))))
        return Act(identity, at, kind, place, more=proof)
    if kind.startswith("access."):
        return Act(identity, at, kind, place, about=str(payload.get("tool") or ""), person=str(payload.get("person") or ""))
    if opening := payload.get("opening"):
        more = _more(opening, ("case", "evidence", "by"))
        return Act(identity, at, kind, place, opening["who"], opening["event"], str(opening.get("person", "")), opening["why"], more)
    said = payload.get("console") or {}
    if kind.startswith("policy.") or kind == "relief.withdrawn":
        return Act(identity, at, kind, place, said["who"], said["rule"], why=said["why"], more=_more(said, ("version", "ends")))
    if kind.startswith("relief."):
        return Act(identity, at, kind, place, said["who"], said["event"], why=said["why"], more=_more(said, ("relief", "kinds", "until")))
    if kind == "step.entered":
        more = _more(said, ("step", "way", "by", "paper"))
        return Act(identity, at, kind, place, said["who"], said["about"], more=more)
    if kind == "report.handed_in":
        return Act(identity, at, kind, place, said["who"], more=_more(said, ("year", "to", "day", "digest")))
    account, by = str(said.get("account", "")), str(said.get("by", ""))
    about = "" if by in {"", account} else account
    return Act(
        identity, at, kind, place, by or account, about, more=_more(said, ("what", "why", "source", "roles", "path", "node", "sections"))
    )


def _more(said: Mapping[str, Any], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    shown = ((name, said.get(name)) for name in names)
    return tuple((name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)) for name, value in shown if value)
