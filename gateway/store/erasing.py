"""Erases payloads and leaves signed proofs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from gateway.record import chain
from gateway.record.canonical import canonical
from gateway.record.erasure import EraseReason, Erasure, Target, key_id, signed
from gateway.record.event import EventType
from gateway.store import appending
from gateway.store.index_models import EventFacetRecord
from gateway.store.models import ErasureRecord, EventRecord, EvidenceKeyRecord, EvidenceRecord, PayloadRecord

WRITER = "erasure"
"""The chain of all erasures, of all nodes."""

TARGETS = 500
"""Entries in one proof: some 90 kB of JSON, and one IN list."""


def erase(connection: Connection, ids: Sequence[str], reason: EraseReason, key: Ed25519PrivateKey, at: datetime) -> int:
    """Erases the payloads of these events and their evidence, in this transaction; returns how many payloads there were.

    Unknown and erased ones are passed over. A proof of erasure is never erased.
    """
    count = 0
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), TARGETS):
        rows = connection.execute(
            select(EventRecord.id, EventRecord.position, EventRecord.writer, EventRecord.seq, EventRecord.hash)
            .join(PayloadRecord, PayloadRecord.event_id == EventRecord.id)
            .where(EventRecord.id.in_(wanted[start : start + TARGETS]), EventRecord.type != EventType.CHAIN_ERASED.value)
            .order_by(EventRecord.position)
        ).all()
        if not rows:
            continue
        targets = tuple(Target(row.id, row.writer, row.seq, row.hash) for row in rows)
        proof = Erasure(uuid.uuid4().hex, at, reason, targets, key_id(key.public_key()))
        appending.append(connection, [chain.draft(canonical(signed(proof, key)))], WRITER)
        erased = [target.id for target in targets]
        connection.execute(insert(ErasureRecord), [{"event_id": identity, "erased_by": proof.id} for identity in erased])
        connection.execute(delete(PayloadRecord).where(PayloadRecord.event_id.in_(erased)))
        connection.execute(delete(EventFacetRecord).where(EventFacetRecord.position.in_([row.position for row in rows])))
        records = select(EvidenceRecord.id).where(EvidenceRecord.event_id.in_(erased))
        connection.execute(delete(EvidenceKeyRecord).where(EvidenceKeyRecord.evidence_id.in_(records)))
        connection.execute(update(EvidenceRecord).where(EvidenceRecord.event_id.in_(erased)).values(ciphertext=b""))
        count += len(erased)
    return count


def forget(engine: Engine) -> None:
    """Removes what the database still keeps of deleted rows in its own files.

    SQLite overwrites freed pages at once and here empties its write-ahead log. PostgreSQL frees dead rows with VACUUM, and later rows
    overwrite them; who cannot wait runs VACUUM FULL. Its write-ahead log, its archives and all backups end by their own retention.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        connection.execute(text("SET statement_timeout = 0"))
        for table in ("event_payloads", "event_facets", "evidence_keys", "evidence", "request_steps"):
            connection.execute(text(f"VACUUM {table}"))
        connection.invalidate()  # so that the connection with no time limit is not used again
