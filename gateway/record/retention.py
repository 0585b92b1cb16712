"""When the payload of an event has to go. Pure: values in, one of a closed set out.

Stopped attempts go after days. Events of an incident go by the filing plan: the period begins on 1 January after the year in which the
case was closed (Decree 259/2012 Coll., § 15). What an open case needs, and what is held, stays. A suspicion of something that was
stopped, which nobody took up, keeps nothing alive: retention must end by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from allowlist import prague
from gateway.record.breach.case import Case
from gateway.record.breach.step import State
from gateway.record.event import EventType


class Keep(StrEnum):
    """Why a payload stays, or that it goes."""

    DUE = "due"
    RUNNING = "running"  # its period is not over yet
    OPEN = "open"  # a case that is not closed needs it
    FILED = "filed"  # an incident, within the filing plan
    HELD = "held"
    PROOF = "proof"  # a proof of erasure is never erased


ATTEMPTS = frozenset(
    {
        EventType.PROMPT_BLOCKED.value,
        EventType.PROMPT_RECORDED.value,
        EventType.UPLOAD_BLOCKED.value,
        EventType.OPERATION_REFUSED.value,
        EventType.TOOL_REFUSED.value,
        EventType.CONSOLE_SIGNED_IN.value,
        EventType.CONSOLE_REFUSED.value,
    }
)
"""Kept for days; every other event is an act of an official or of the gateway and is kept for years."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The periods."""

    attempts_days: int = 90
    incident_years: int = 5
    trail_years: int = 5


@dataclass(frozen=True, slots=True)
class Bond:
    """A case that names the event. ``closed`` None: it is open and needs its events."""

    case: str
    incident: bool
    closed: datetime | None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """What is to be judged: an event's id, type and time."""

    id: str
    type: str
    at: datetime


def bonds(cases: Iterable[Case], held: Collection[str] = ()) -> dict[str, tuple[Bond, ...]]:
    """The cases by the events they name. ``held`` are subjects of legal holds."""
    found: dict[str, tuple[Bond, ...]] = {}
    for case in cases:
        bond = _bond(case, held=f"case:{case.id}" in held)
        if bond is not None:
            for event in (*case.facts.get("events", ()), *case.facts.get("choices", ())):
                found[event] = (*found.get(event, ()), bond)
    return found


def judge(event: Dated, bound: Mapping[str, tuple[Bond, ...]], held: Collection[str], plan: Plan, now: datetime) -> Keep:
    """What happens to an event's payload now."""
    if event.type == EventType.CHAIN_ERASED.value:
        return Keep.PROOF
    cases = bound.get(event.id, ())
    if f"event:{event.id}" in held or any(bond.held for bond in cases):
        return Keep.HELD
    if any(bond.closed is None for bond in cases):
        return Keep.OPEN
    if any(bond.incident and bond.closed is not None and now < years_end(bond.closed, plan.incident_years) for bond in cases):
        return Keep.FILED
    if event.type in ATTEMPTS:
        return Keep.DUE if now >= event.at + timedelta(days=plan.attempts_days) else Keep.RUNNING
    return Keep.DUE if now >= years_end(event.at, plan.trail_years) else Keep.RUNNING


def years_end(at: datetime, years: int) -> datetime:
    """The instant at which that many whole calendar years after the year of ``at`` are over, in Prague."""
    year = at.year + 1 if at >= prague.midnight(date(at.year + 1, 1, 1)) else at.year
    return prague.midnight(date(year + years + 1, 1, 1))


def _bond(case: Case, *, held: bool) -> Bond | None:
    """None for a case that keeps nothing alive: dismissed, or a stopped attempt that nobody took up."""
    if case.state is State.CLOSED:
        return Bond(case.id, case.risk is not None, case.last, held)
    keeps = case.state in {State.RECEIVED, State.EVENT, State.INCIDENT, State.DECIDED} or (
        case.state is State.SUSPECTED and bool(case.facts.get("left"))
    )
    if keeps:
        return Bond(case.id, case.state in {State.INCIDENT, State.DECIDED}, None, held)
    return Bond(case.id, incident=False, closed=case.last, held=True) if held else None
