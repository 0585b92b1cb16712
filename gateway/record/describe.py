"""Builds events from judgements and refusals: pure, and without a word of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from allowlist.answers import Role
from allowlist.person import Person
from gateway.decide.choice import Clearance
from gateway.decide.policy import CONFIRMED
from gateway.decide.unread import UNREAD
from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise, Verdict, Warn
from gateway.model import Disclosed, ScanOutcome, Where
from gateway.record.event import Event, EventType, Fingerprint

REFUSE = "refuse"
"""The verdict of what admission did not let in: nothing was judged."""


def judged(
    verdict: Verdict,
    scan: ScanOutcome,
    *,
    reference: str,
    at: datetime,
    tool: str,
    host: str,
    operation: str,
    role: Role,
    entrance: str,
    policy: str,
    detectors: str,
    kinds: dict[str, int],
    rules: dict[str, int],
    grounds: dict[str, tuple[int, int, int]],
    speakers: Sequence[str],
    fingerprints: Sequence[Fingerprint],
    conversation: str | None = None,
    person: Person | None = None,
    where: Sequence[Where] = (),
    clearance: Clearance | None = None,
    begun: bool = False,
) -> Event:
    """The event of a judged request. What passes after an employee's choice names the event of that choice in its detail.

    ``begun``: the beginning of a value it stopped had left before, in another message.
    """
    blocked = isinstance(verdict, (Block, Warn))
    if not blocked:
        kind = EventType.PROMPT_RECORDED
    elif role is Role.UPLOAD:
        kind = EventType.UPLOAD_BLOCKED
    elif role is Role.UNKNOWN and verdict.reason == "unknown_operation":
        kind = EventType.OPERATION_REFUSED
    else:
        kind = EventType.PROMPT_BLOCKED
    return Event(
        id=reference,
        type=kind,
        at=at,
        tool=tool,
        host=host,
        operation=operation,
        verdict=verdict.name,
        reason=verdict.reason,
        scan=scan,
        disclosed=_disclosed(verdict, begun=begun),
        policy=policy,
        detectors=detectors,
        kinds=kinds,
        rules=rules,
        grounds=grounds,
        places=tuple(speakers),
        fingerprints=tuple(fingerprints),
        person=person.pseudonym if person else None,
        detail=verdict.detail if isinstance(verdict, (Block, Warn)) else (clearance.event if clearance else ""),
        entrance=entrance,
        conversation=conversation,
        department=person.department if person else "",
        where=tuple(plain(one) for one in where),
    )


def plain(where: Where) -> str:
    """``sheet=2,cell=B7``."""
    return ",".join(f"{name}={value}" for name, value in where)


def _disclosed(verdict: Verdict, *, begun: bool) -> Disclosed:
    """What leaves with this verdict.

    A block is answered here, before a connection to the provider exists. A recorded pass has not left yet when its event is written,
    but will in the same breath. Of a pseudonymised request the tokens leave and not the values, but those that were confirmed. What is in
    a part that nobody could read, nobody knows.
    """
    match verdict:
        case Block() | Warn():
            return Disclosed.PARTIAL if begun else Disclosed.NONE
        case Pseudonymise(reason):
            return Disclosed.PARTIAL if reason == CONFIRMED else Disclosed.NONE
        case PassRecorded(reason) if reason == UNREAD:
            return Disclosed.UNKNOWN
        case Pass() | PassRecorded():
            return Disclosed.FULL
        case _:
            assert_never(verdict)


def refused(
    kind: EventType,
    *,
    reference: str,
    at: datetime,
    tool: str,
    host: str,
    operation: str,
    reason: str,
    policy: str,
    entrance: str,
    person: Person | None = None,
) -> Event:
    """The event of a refusal by the register: host and time, and nothing else of the request. Of the person only the department."""
    return Event(
        id=reference,
        type=kind,
        at=at,
        tool=tool,
        host=host,
        operation=operation,
        verdict=REFUSE,
        reason=reason,
        scan=ScanOutcome.NOT_RUN,
        disclosed=Disclosed.NONE,
        policy=policy,
        entrance=entrance,
        department=person.department if person else "",
    )
