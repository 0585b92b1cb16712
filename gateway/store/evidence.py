"""Keeps sealed records. Nothing here can open one but :meth:`EvidenceStore.rewrap`, which is given a reader's key and forgets it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import Connection, delete, insert, select, update

from gateway.record.chain import milliseconds, moment
from gateway.store import erasing, seal
from gateway.store.engine import make_engine, reading, writing
from gateway.store.errors import translated
from gateway.store.models import EvidenceKeyRecord, EvidenceRecord
from gateway.store.seal import Sealed, Wrapped


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One sealed record and the event it belongs to."""

    id: str
    event_id: str
    at: datetime
    sealed: Sealed


def aad(event_id: str) -> bytes:
    """What binds a record to its event; pass it to :func:`gateway.store.seal.unseal`."""
    return b"event\x00" + event_id.encode()


class EvidenceStore:
    """Sealed records behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def put(self, event_id: str, plaintext: bytes, readers: Sequence[X25519PublicKey], now: datetime | None = None) -> str:
        """Seals and keeps a record; returns its id. Raises ValueError without a reader."""
        identity = uuid.uuid4().hex
        self.add(identity, event_id, seal.seal(plaintext, readers, aad(event_id)), now or datetime.now(UTC))
        return identity

    def add(self, identity: str, event_id: str, sealed: Sealed, at: datetime) -> bool:
        """Keeps a record that was sealed elsewhere; False when it is there already."""
        row = {"id": identity, "event_id": event_id, "created_ms": milliseconds(at), "ciphertext": sealed.ciphertext}
        with writing(self._engine) as connection:
            if connection.execute(select(EvidenceRecord.id).where(EvidenceRecord.id == identity)).one_or_none() is not None:
                return False
            connection.execute(insert(EvidenceRecord), [row])
            _put_keys(connection, identity, sealed)
        return True

    def get(self, identity: str) -> EvidenceRow | None:
        """One record, sealed; its ``wrapped`` is empty once it was destroyed."""
        with reading(self._engine) as connection:
            return _get(connection, identity)

    def of_event(self, event_id: str) -> tuple[str, ...]:
        """The ids of an event's records, oldest first."""
        query = select(EvidenceRecord.id).where(EvidenceRecord.event_id == event_id).order_by(EvidenceRecord.created_ms, EvidenceRecord.id)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(query))

    def newest(self, event_id: str | None = None, limit: int = 100) -> tuple[EvidenceRow, ...]:
        """The newest records, newest first, without their ciphertexts."""
        query = select(EvidenceRecord.id, EvidenceRecord.event_id, EvidenceRecord.created_ms, EvidenceKeyRecord.reader)
        wanted = select(EvidenceRecord.id).order_by(EvidenceRecord.created_ms.desc(), EvidenceRecord.id).limit(limit)
        if event_id is not None:
            wanted = wanted.where(EvidenceRecord.event_id == event_id)
        rows: dict[str, EvidenceRow] = {}
        with reading(self._engine) as connection:
            query = (
                query.outerjoin(EvidenceKeyRecord, EvidenceKeyRecord.evidence_id == EvidenceRecord.id)
                .where(EvidenceRecord.id.in_(wanted))
                .order_by(EvidenceRecord.created_ms.desc(), EvidenceRecord.id, EvidenceKeyRecord.reader)
            )
            for row in connection.execute(query):
                before = rows.get(row.id)
                keys = (*(before.sealed.wrapped if before else ()), *((Wrapped(row.reader, b""),) if row.reader else ()))
                rows[row.id] = EvidenceRow(row.id, row.event_id, moment(row.created_ms), Sealed(b"", keys))
        return tuple(rows.values())

    def rewrap(self, identity: str, private_key: X25519PrivateKey, readers: Sequence[X25519PublicKey]) -> bool:
        """Gives a record to other readers; False when there is none. Raises CannotOpen."""
        with writing(self._engine) as connection:
            row = _get(connection, identity)
            if row is None:
                return False
            sealed = seal.rewrap(row.sealed, private_key, readers, aad(row.event_id))
            connection.execute(delete(EvidenceKeyRecord).where(EvidenceKeyRecord.evidence_id == identity))
            _put_keys(connection, identity, sealed)
            return True

    def destroy(self, identity: str) -> bool:
        """Deletes the wrapped keys and the ciphertext for good; False when there were no keys."""
        with writing(self._engine) as connection:
            gone = connection.execute(delete(EvidenceKeyRecord).where(EvidenceKeyRecord.evidence_id == identity)).rowcount
            connection.execute(update(EvidenceRecord).where(EvidenceRecord.id == identity).values(ciphertext=b""))
        if gone:
            with translated():
                erasing.forget(self._engine)
        return gone > 0

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()


def _put_keys(connection: Connection, identity: str, sealed: Sealed) -> None:
    rows = [{"evidence_id": identity, "reader": wrapped.reader, "wrapped": wrapped.key} for wrapped in sealed.wrapped]
    connection.execute(insert(EvidenceKeyRecord), rows)


def _get(connection: Connection, identity: str) -> EvidenceRow | None:
    row = connection.execute(select(*EvidenceRecord.__table__.c).where(EvidenceRecord.id == identity)).one_or_none()
    if row is None:
        return None
    keys = connection.execute(
        select(EvidenceKeyRecord.reader, EvidenceKeyRecord.wrapped)
        .where(EvidenceKeyRecord.evidence_id == identity)
        .order_by(EvidenceKeyRecord.reader)
    )
    return EvidenceRow(row.id, row.event_id, moment(row.created_ms), Sealed(row.ciphertext, tuple(Wrapped(*key) for key in keys)))
