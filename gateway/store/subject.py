"""Everything that is kept of one person: found by fingerprints of values that they give, or by an employee's pseudonyms; and erased.

The events hold no values. A given value is fingerprinted under each period's key that still exists and compared; after a period's key
was destroyed nobody can tell any more, which is what its destruction is for. Given values are not kept, not even in the request.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from detectors.fingerprint import canonical
from gateway.record.erasure import EraseReason
from gateway.record.event import EventType
from gateway.record.fingerprint import fingerprint
from gateway.record.retention import Keep, Plan
from gateway.store import erasing, retaining
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import translated
from gateway.store.keyring import Keyring, PeriodDestroyed
from gateway.store.models import ErasureRecord, EventRecord, EvidenceKeyRecord, EvidenceRecord, PayloadRecord

PAGE = 1_000

KEPT = {Keep.OPEN: "open_case", Keep.FILED: "filing_plan", Keep.HELD: "legal_hold"}
"""Why an event may stay although its subject asks for erasure (GDPR art. 17 para. 3 (b) and (e))."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. ``digests`` are fingerprints, ``persons`` pseudonyms."""

    digests: frozenset[str] = field(repr=False)
    persons: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of the subject: events without fingerprints, sealed records that can still be opened, cases that name the events."""

    events: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    evidence: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What a request's history keeps of it: numbers."""
        kinds: Counter[str] = Counter()
        for event in self.events:
            kinds.update(event["matched"])
        tools = sorted({event["tool"] for event in self.events})
        sent = sorted({event["tool"] for event in self.events if event["disclosed"] != "none"})
        return {
            "events": len(self.events),
            "evidence": len(self.evidence),
            "cases": list(self.cases),
            "kinds": dict(kinds),
            "tools": tools,
            "recipients": sent,
        }


def wanted(values: Iterable[str], entities: Collection[str], keyring: Keyring, persons: Iterable[str] = ()) -> Wanted:
    """The fingerprints of the values, read as any of these entities, in every period whose key is there."""
    digests = set()
    for period in keyring.periods():
        try:
            key = keyring.key(period)
        except PeriodDestroyed:
            continue
        digests |= {
            fingerprint(key, period, entity, normal).digest
            for value in values
            for entity in entities
            if (normal := canonical(entity, value))
        }
    return Wanted(frozenset(digests), frozenset(persons))


class Subjects:
    """The store of a URL, seen by data subject. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def find(self, what: Wanted) -> Found:
        """Everything that matches, oldest first."""
        with reading(self._engine) as connection:
            events = list(_matching(connection, what))
            ids = [event["id"] for event in events]
            named = ((case.id, {*case.facts.get("events", ()), *case.facts.get("choices", ())}) for case in retaining.cases(connection))
            cases = sorted(case for case, events_ in named if not events_.isdisjoint(ids))
            evidence: list[str] = []
            for start in range(0, len(ids), PAGE // 2):
                query = (
                    select(EvidenceRecord.id)
                    .join(EvidenceKeyRecord, EvidenceKeyRecord.evidence_id == EvidenceRecord.id)
                    .where(EvidenceRecord.event_id.in_(ids[start : start + PAGE // 2]))
                    .distinct()
                )
                evidence += connection.scalars(query)
        return Found(tuple(events), tuple(evidence), tuple(cases))

    def erase(self, ids: Sequence[str], plan: Plan, key: Ed25519PrivateKey, now: datetime | None = None) -> tuple[int, dict[str, int]]:
        """Erases these events and their evidence, but what law keeps; returns how many went, and how many stayed by reason."""
        now = now or datetime.now(UTC)
        with writing(self._engine) as connection:
            judged = retaining.unbound(connection, ids, plan, now)
            due = [identity for identity, keep in judged if keep is Keep.DUE]
            gone = erasing.erase(connection, due, EraseReason.SUBJECT_REQUEST, key, now)
        if gone:
            with translated():
                erasing.forget(self._engine)
        return gone, dict(Counter(KEPT[keep] for _, keep in judged if keep in KEPT))


def _matching(connection: Connection, what: Wanted) -> Iterator[dict[str, Any]]:
    place = 0
    query = (
        select(EventRecord.position, PayloadRecord.payload)
        .join(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
        .outerjoin(ErasureRecord, ErasureRecord.event_id == EventRecord.id)
        .where(EventRecord.type != EventType.CHAIN_ERASED.value, ErasureRecord.event_id.is_(None))
        .order_by(EventRecord.position)
        .limit(PAGE)
    )
    while rows := connection.execute(query.where(EventRecord.position > place)).all():
        for row in rows:
            event = json.loads(row.payload)
            matched = sorted({mark["entity"] for mark in event.get("fingerprints", ()) if mark["digest"] in what.digests})
            person = event.get("person") is not None and event["person"] in what.persons
            if matched or person:
                shown = {name: value for name, value in event.items() if name not in {"fingerprints", "opening"}}
                yield {**shown, "matched": matched or ["person"]}
        place = rows[-1].position
