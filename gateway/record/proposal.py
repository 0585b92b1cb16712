"""A relief that somebody proposes out of a reported mistake and the officer confirms or refuses: a public value or person, a milder rule.

Of a value the proposal holds the fingerprint alone, and whoever confirms it has to write the very value. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from allowlist.workflow.same_person import same_person
from gateway.record.event import EventType, Fingerprint
from gateway.record.official import official


class What(StrEnum):
    """What is proposed."""

    VALUE = "value"  # a value that stood in the event is public
    PERSON = "person"  # a person in it is public
    RULE = "rule"  # a milder rule for kinds of data at the event's tool


class State(StrEnum):
    """How far it is."""

    WAITS = "waits"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class ProposalError(Exception):
    """Why a step is not taken: ``code`` is ``gone``, ``twice`` (one waits already), ``same`` (two persons decide), ``person`` (the token is
    no person), ``unsigned`` (no account proposed it), ``value`` (not the one with this fingerprint), ``period`` (nobody can tell any more
    which it was), ``lines`` (a field is missing or too long).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose step it is: an account that signed in. ``ids`` are what stays of it (:mod:`allowlist.workflow.same_person`), never ()."""

    name: str = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """The token writes any name, so it is nobody's step."""
        if not self.ids or not self.name.strip():
            raise ProposalError("person")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. ``lines`` is what holds once it is confirmed, as TOML: an entry of the public list, or a rule of the policy."""

    id: str
    event: str
    what: What
    at: datetime
    by: str = field(repr=False)
    why: str = field(repr=False)
    until: date
    kinds: tuple[str, ...] = ()
    tool: str = ""
    action: str = ""
    """Of a rule."""
    mark: Fingerprint | None = None
    """Of a value."""
    state: State = State.WAITS
    decided: datetime | None = None
    decided_by: str = field(default="", repr=False)
    lines: str = field(default="", repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    """Of whoever proposed it; () in older ones, which the token may have entered."""
    decided_ids: tuple[str, ...] = field(default=(), repr=False)

    def of(self, who: Signer) -> bool:
        """Whether this person proposed it."""
        return same_person(self.by, self.ids, who.name, who.ids)

    def facts(self) -> dict[str, Any]:
        """What does not change, JSON-ready."""
        mark = [self.mark.entity, self.mark.period, self.mark.digest] if self.mark else None
        return {
            "by": self.by,
            "why": self.why,
            "until": self.until.isoformat(),
            "kinds": list(self.kinds),
            "tool": self.tool,
            "action": self.action,
            "mark": mark,
            **({"ids": list(self.ids)} if self.ids else {}),
        }


def from_facts(identity: str, event: str, what: str, at: datetime, facts: Mapping[str, Any]) -> Proposal:
    """The proposal of :meth:`Proposal.facts`, as it waits."""
    mark = Fingerprint(*facts["mark"]) if facts["mark"] else None
    until = date.fromisoformat(facts["until"])
    kinds, ids = tuple(facts["kinds"]), tuple(map(str, facts.get("ids", ())))
    return Proposal(identity, event, What(what), at, facts["by"], facts["why"], until, kinds, facts["tool"], facts["action"], mark, ids=ids)


TYPES = {State.WAITS: EventType.RELIEF_PROPOSED, State.CONFIRMED: EventType.RELIEF_CONFIRMED, State.REFUSED: EventType.RELIEF_REFUSED}


def payload(one: Proposal, identity: str) -> dict[str, Any]:
    """The event of its latest step. Who and why stand in the part that stays in the house; the value stands nowhere in it."""
    event = official(identity, TYPES[one.state], one.decided or one.at, reason=one.state.value, tool=one.tool, detail=one.event)
    ids = one.decided_ids if one.decided_by else one.ids
    said = {"who": one.decided_by or one.by, "ids": list(ids), "why": one.why, "event": one.event, "relief": one.what.value}
    return {**event.payload(), "console": {**said, "kinds": list(one.kinds), "until": one.until.isoformat()}}
