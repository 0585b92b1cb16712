"""A step of a breach case as feeds send it: codes, counts and times.

A case is written by people, so nothing is taken over as it stands: no title, no description, no name, and of ids, tools and kinds only
what has the shape of one and is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC
from typing import Any

from gateway.feeds.level import ASSESSED, Level, of_finding
from gateway.metric_labels import ENTITIES
from gateway.record.breach.case import Case
from gateway.record.breach.step import Action, State, Step

TYPES: Mapping[Action, str] = {
    Action.RECEIVE: "breach.received",
    Action.ASSESS: "breach.assessed",
    Action.NOTIFY_AUTHORITY: "breach.authority_notified",
    Action.SUPPLEMENT: "breach.authority_notified",
    Action.NOTIFY_PERSONS: "breach.persons_notified",
    Action.CLOSE: "breach.closed",
    Action.REOPEN: "breach.reopened",
}

CLASSIFIED: Mapping[State, str] = {
    State.EVENT: "breach.event",
    State.INCIDENT: "breach.incident",
    State.DISMISSED: "breach.dismissed",
}

ROUTES = frozenset({"superior", "head_of_office"})
"""Who is told beside the officer: the reporter's superior; for elected members the head of office (the directive, art. VII para. 1)."""

MOST_EVENTS = 100
"""Ids of events in one message; a case of more is read in the console."""

_EVENT = re.compile(r"[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){2}")
"""As :mod:`gateway.reference` makes them."""


def case_event(before: Case, step: Step, after: Case, tools: Collection[str], link: str = "") -> dict[str, Any] | None:
    """The step for receivers; None for one that is of no interest outside (notes, descriptions, measures).

    ``tools`` are the ids of the catalogue; ``link`` is the console's address.
    """
    kind = _type(before, step, after)
    if kind is None:
        return None
    facts = after.facts
    left = bool(facts.get("left"))
    given = facts.get("kinds") or {}
    kinds = {name: count for name, count in given.items() if name in ENTITIES and isinstance(count, int)}
    running = after.awaited()
    deadline = running.conservative if running is not None else None
    reminds = step.action is Action.REMIND
    event: dict[str, Any] = {
        "id": f"case-{after.id}-{step.number}",
        "type": kind,
        "at": step.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "case": after.id,
        "step": step.number,
        "state": after.state.value,
        "left": left,
        "rings": reminds or (left and not before.facts.get("left") and step.action is Action.REPORT),
        "level": _level(after, kinds, left=left).name.lower(),
        "tool": facts["tool"] if facts.get("tool") in tools else "",
        "kinds": kinds,
        "reports": after.reports,
        "events": [one for one in facts.get("events", []) if isinstance(one, str) and _EVENT.fullmatch(one)][:MOST_EVENTS],
        "risk": after.risk.value if after.risk else None,
        "deadline": deadline.astimezone(UTC).isoformat(timespec="seconds") if deadline else None,
        "hours_left": round((deadline - step.at).total_seconds() / 3600) if reminds and deadline else None,
        "route": facts["route"] if facts.get("route") in ROUTES else None,
        "link": f"{link}/breaches/{after.id}" if link else "",
    }
    return {name: value for name, value in event.items() if value not in (None, "", {}, [])}


def _type(before: Case, step: Step, after: Case) -> str | None:
    if step.action is Action.REPORT:
        return "breach.suspected" if before.state is State.NONE else "breach.repeated"
    if step.action is Action.CLASSIFY:
        return CLASSIFIED[after.state]
    if step.action is Action.SIGN:
        return "breach.decided" if after.state is State.DECIDED else None
    if step.action is Action.REMIND:
        return "breach.deadline_passed" if after.reminded >= after.hours else "breach.deadline_near"
    return TYPES.get(step.action)


def _level(case: Case, kinds: Mapping[str, int], *, left: bool) -> Level:
    if case.state is State.DISMISSED:
        return Level.INFORMATIONAL
    if case.score is not None:
        return ASSESSED[case.score.severity]
    return of_finding(kinds or {"OTHER": 1}, left=left)
