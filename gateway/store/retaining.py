"""Retention as a duty of every node: what is over is erased, with a signed proof. Safe on any number of nodes; erasing twice is nothing.

A portion looks at a bounded number of events without any lock, and judges only what seems due once more inside the transaction that
erases it, so that a hold placed meanwhile counts.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, select, update

from gateway.record import chain, hold
from gateway.record.breach.case import Case
from gateway.record.breach.history import replay
from gateway.record.breach.plain import from_plain
from gateway.record.breach.step import Step
from gateway.record.erasure import EraseReason
from gateway.record.event import EventType
from gateway.record.retention import Bond, Dated, Keep, Plan, bonds, judge
from gateway.settings import Settings
from gateway.store import erasing, holds, paths, requests, signing, steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import translated
from gateway.store.keyring import Keyring
from gateway.store.models import Base, EventRecord, EvidenceKeyRecord, EvidenceRecord, PayloadRecord
from gateway.store.url import store_url

logger = logging.getLogger(__name__)

PORTION = 500
"""Events in one transaction: as many as one proof names."""

PAUSE_SECONDS = 3600.0
"""A period is counted in days; an hour later is soon enough."""

type Bound = tuple[dict[str, tuple[Bond, ...]], frozenset[str]]
"""The cases by the events they name, and what is held."""

_CASES = Base.metadata.tables["breach_steps"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a dry run says: events by what happens to them, sealed records and keys that go."""

    events: dict[Keep, int] = field(default_factory=dict)
    evidence: int = 0
    keys: tuple[str, ...] = ()


class Retention:
    """The retention of one store. ``key`` gives the node's erasure key, made at first use."""

    def __init__(
        self,
        url: str,
        plan: Plan,
        evidence_days: int,
        key: Callable[[], Ed25519PrivateKey],
        keyrings: Sequence[Keyring],
        *,
        requests_years: int = 5,
    ) -> None:
        self._engine = make_engine(url)
        self._plan = plan
        self._requests_years = requests_years
        self._evidence_days = evidence_days
        self._key = key
        self._keyrings = keyrings
        self._place = 0

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def work(self, now: datetime | None = None) -> bool:
        """One portion; True when there is more to look at. Raises StoreUnavailable, OSError."""
        now = now or datetime.now(UTC)
        with reading(self._engine) as connection:
            # Nothing younger can be over: every other period is longer than that of attempts.
            rows, last = _rows(connection, self._place, now - timedelta(days=self._plan.attempts_days))
            due = [identity for identity, keep in self._judged(rows, bound(connection), now) if keep is Keep.DUE] if rows else []
        gone = self._erase(due, now) if due else 0
        if gone:
            logger.info("retention erased %d events", gone)
        if last is not None:
            self._place = last
            return True
        self._place = 0
        self._destroy_evidence(now)
        with reading(self._engine) as connection:
            ended = requests.over(connection, self._requests_years, now)
        if ended:
            with writing(self._engine) as connection:
                requests.end(connection, ended)
            with translated():
                erasing.forget(self._engine)
            logger.info("retention deleted %d requests of data subjects", len(ended))
        for keyring in self._keyrings:
            for period in keyring.expired(now.date()):
                keyring.destroy(period)
                logger.info("the keys of %s were destroyed with their period", period)
        return False

    def look(self, now: datetime | None = None) -> Found:
        """What would go and what stays, and nothing is changed."""
        now = now or datetime.now(UTC)
        count: Counter[Keep] = Counter()
        with reading(self._engine) as connection:
            known = bound(connection)
            place: int | None = 0
            while place is not None:
                rows, place = _rows(connection, place)
                count.update(keep for _, keep in self._judged(rows, known, now))
            evidence = len(self._evidence_due(connection, now))
        periods = sorted({period for keyring in self._keyrings for period in keyring.expired(now.date())})
        return Found(dict(count), evidence, tuple(periods))

    def _judged(self, rows: Sequence[Dated], bound: Bound, now: datetime) -> list[tuple[str, Keep]]:
        known, held = bound
        return [(row.id, judge(row, known, held, self._plan, now)) for row in rows]

    def _erase(self, ids: Sequence[str], now: datetime) -> int:
        with writing(self._engine) as connection:
            query = select(EventRecord.id, EventRecord.type, EventRecord.at_ms).where(EventRecord.id.in_(ids))
            again = [Dated(row.id, row.type, chain.moment(row.at_ms)) for row in connection.execute(query)]
            due = [identity for identity, keep in self._judged(again, bound(connection), now) if keep is Keep.DUE]
            gone = erasing.erase(connection, due, EraseReason.RETENTION, self._key(), now)
        if gone:
            with translated():
                erasing.forget(self._engine)
        return gone

    def _destroy_evidence(self, now: datetime) -> None:
        with reading(self._engine) as connection:
            due = self._evidence_due(connection, now)
        for start in range(0, len(due), PORTION):
            with writing(self._engine) as connection:
                still = [one for one in self._evidence_due(connection, now) if one in set(due[start : start + PORTION])]
                connection.execute(delete(EvidenceKeyRecord).where(EvidenceKeyRecord.evidence_id.in_(still)))
                connection.execute(update(EvidenceRecord).where(EvidenceRecord.id.in_(still)).values(ciphertext=b""))
        if due:
            with translated():
                erasing.forget(self._engine)
            logger.info("retention destroyed %d sealed records", len(due))

    def _evidence_due(self, connection: Connection, now: datetime) -> list[str]:
        """Records that can still be opened, are over their days, and belong to nothing that keeps them."""
        before = chain.milliseconds(now - timedelta(days=self._evidence_days))
        query = (
            select(EvidenceRecord.id, EvidenceRecord.event_id)
            .join(EvidenceKeyRecord, EvidenceKeyRecord.evidence_id == EvidenceRecord.id)
            .where(EvidenceRecord.created_ms < before)
            .distinct()
        )
        rows = {row.id: row.event_id for row in connection.execute(query)}
        if not rows:
            return []
        free = {event for event, keep in unbound(connection, list(set(rows.values())), self._plan, now) if keep is Keep.DUE}
        return [identity for identity, event in rows.items() if event in free]


def _rows(connection: Connection, after: int, before: datetime | None = None) -> tuple[list[Dated], int | None]:
    """Events with a payload after a position (and older than ``before``), and where to go on; None at the end."""
    query = (
        select(EventRecord.position, EventRecord.id, EventRecord.type, EventRecord.at_ms)
        .join(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
        .where(EventRecord.position > after, EventRecord.type != EventType.CHAIN_ERASED.value)
        .order_by(EventRecord.position)
        .limit(PORTION)
    )
    rows = connection.execute(query if before is None else query.where(EventRecord.at_ms <= chain.milliseconds(before))).all()
    found = [Dated(row.id, row.type, chain.moment(row.at_ms)) for row in rows]
    return found, rows[-1].position if len(rows) == PORTION else None


def unbound(connection: Connection, ids: Sequence[str], plan: Plan, now: datetime) -> list[tuple[str, Keep]]:
    """Which of these attempts nothing keeps (``due``) but their days, and why the others stay."""
    known, held = bound(connection)
    old, kind = Plan(attempts_days=0, incident_years=plan.incident_years), EventType.PROMPT_BLOCKED.value
    return [(identity, judge(Dated(identity, kind, now), known, held, old, now)) for identity in ids]


def bound(connection: Connection) -> Bound:
    """The cases by event, and what is held, in this transaction."""
    held = hold.running(holds.read(connection))
    return bonds(cases(connection), held), held


def cases(connection: Connection) -> Iterator[Case]:
    """Every breach case, in this transaction."""
    by_case: dict[str, list[Step]] = {}
    for one in steps.read(connection, _CASES):
        by_case.setdefault(one["case"], []).append(from_plain(one))
    return (replay(case, history) for case, history in by_case.items())


def retention_of(settings: Settings) -> Retention:
    """The retention that the settings ask for."""
    data, said = settings.data.dir, settings.retention
    plan = Plan(said.attempts_days, said.incident_years, said.trail_years)
    # Those of values, and those of pseudonyms: afterwards nobody can tell whose the events were.
    keyrings = tuple(Keyring(folder(data), said.attempts_days) for folder in (paths.fingerprint_keys, paths.person_keys))
    key = paths.erasure_keys(data)
    return Retention(
        store_url(settings), plan, settings.evidence.days, lambda: signing.signer(key), keyrings, requests_years=said.requests_years
    )
