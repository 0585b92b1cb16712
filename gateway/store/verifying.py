"""Feeds the chains of a store to :mod:`gateway.record.verification`, all from one snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, func, select

from gateway.record.chain import Clear, Head
from gateway.record.erasure import Erasure, Target, proven
from gateway.record.event import EventType
from gateway.record.verification import Problem, ProblemKind, Proof, Stored, check
from gateway.store.models import ChainRecord, ErasureRecord, EventRecord, PayloadRecord
from gateway.store.rows import Report

MAX_PROBLEMS = 1_000
"""A store with more than this is not read on: somebody must look at it."""

PAGE = 500
"""Rows in memory at a time."""

PROOFS = 64
"""Proofs in memory at a time, of at most 500 entries each."""


class Verification:
    """One reading of a whole store."""

    def __init__(self, connection: Connection, trusted: Collection[Ed25519PublicKey], anchors: Sequence[Head]) -> None:
        self._connection = connection
        self._trusted = trusted
        self._anchors = anchors
        self._proofs: dict[str, frozenset[Target]] = {}
        self._late: list[Problem] = []
        self._entries = self._erased = 0

    def report(self, only: Collection[str] | None = None) -> Report:
        """Reads every chain, or those of some writers, to its end, or to :data:`MAX_PROBLEMS`."""
        rows = self._connection.execute(select(ChainRecord.writer, ChainRecord.seq, ChainRecord.hash).order_by(ChainRecord.writer)).all()
        heads = {row.writer: Head(row.writer, row.seq, row.hash) for row in rows}
        writers = set(self._connection.scalars(select(EventRecord.writer).distinct()))
        writers.update(heads, (anchor.writer for anchor in self._anchors))
        if only is not None:
            writers &= frozenset(only)
        problems: list[Problem] = []
        for problem in self._all(sorted(writers), heads):
            problems.append(problem)
            if len(problems) >= MAX_PROBLEMS:
                break
        else:
            if not problems and only is None:
                problems.extend(self._gaps())
        return Report(self._entries, self._erased, tuple(heads.values()), tuple(problems), len(problems) < MAX_PROBLEMS)

    def _all(self, writers: Sequence[str], heads: dict[str, Head]) -> Iterator[Problem]:
        for writer in writers:
            for problem in check(writer, self._rows(writer), heads.get(writer), self._trusted, self._anchors):
                yield problem
                yield from self._restored()
            yield from self._restored()

    def _restored(self) -> Iterator[Problem]:
        while self._late:
            yield self._late.pop()

    def _rows(self, writer: str) -> Iterator[Stored]:
        seq: int | None = None
        query = (
            select(*EventRecord.__table__.c, PayloadRecord.salt, PayloadRecord.payload, ErasureRecord.erased_by)
            .outerjoin(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
            .outerjoin(ErasureRecord, ErasureRecord.event_id == EventRecord.id)
            .where(EventRecord.writer == writer)
            .order_by(EventRecord.seq)
            .limit(PAGE)
        )
        while rows := self._connection.execute(query if seq is None else query.where(EventRecord.seq > seq)).all():
            for row in rows:
                self._entries += 1
                yield self._stored(row)
            seq = rows[-1].seq

    def _stored(self, row: Any) -> Stored:
        clear = Clear(row.id, row.at_ms, row.type, row.tool, row.verdict, row.reason, row.disclosed)
        payload = None if row.payload is None else row.payload.encode()
        proof = Proof.NONE
        if row.erased_by is not None:
            named = Target(row.id, row.writer, row.seq, row.hash) in self._targets(row.erased_by)
            proof = Proof.VALID if named else Proof.FORGED
            self._erased += named and payload is None
        if row.type == EventType.CHAIN_ERASED.value and payload is not None:
            self._find_restored(proven(payload, self._trusted))
        return Stored(row.position, row.writer, row.seq, row.prev, row.hash, row.salted_hash, clear, row.salt, payload, proof)

    def _targets(self, proof: str) -> frozenset[Target]:
        """What a signed erasure names; nothing when it is not signed by a trusted key."""
        if proof not in self._proofs:
            payload = self._connection.scalar(select(PayloadRecord.payload).where(PayloadRecord.event_id == proof))
            erasure = None if payload is None else proven(payload.encode(), self._trusted)
            if len(self._proofs) >= PROOFS:
                self._proofs.clear()
            self._proofs[proof] = frozenset(erasure.targets if erasure is not None and erasure.id == proof else ())
        return self._proofs[proof]

    def _find_restored(self, erasure: Erasure | None) -> None:
        """A payload that came back, and whose row in the index of erasures went away, is seen from the proof's side only."""
        if erasure is None:
            return
        names = {target.id: target for target in erasure.targets}
        query = (
            select(PayloadRecord.event_id)
            .outerjoin(ErasureRecord, ErasureRecord.event_id == PayloadRecord.event_id)
            .where(PayloadRecord.event_id.in_(names), ErasureRecord.event_id.is_(None))
        )
        for identity in self._connection.scalars(query):
            target = names[identity]
            self._late.append(Problem(ProblemKind.NOT_ERASED, target.writer, target.seq))

    def _gaps(self) -> Iterator[Problem]:
        """Positions are given out without gaps; a gap that no chain shows means that a whole chain was taken away."""
        low, high, count = self._connection.execute(
            select(func.min(EventRecord.position), func.max(EventRecord.position), func.count()).select_from(EventRecord)
        ).one()
        if count and (low != 1 or high != count):
            yield Problem(ProblemKind.MISSING, "", 1, detail=f"{high - count} positions of the store are empty: a whole chain may be gone")
