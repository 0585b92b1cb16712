"""Chains events and writes them, once each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select, update

from gateway.record import chain
from gateway.record.chain import Draft, Head
from gateway.store.models import ChainRecord, EventRecord, PayloadRecord

LOOKUP = 500
"""Ids in one IN list; SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def append(connection: Connection, drafts: Sequence[Draft], writer: str) -> int:
    """Appends what the store does not have yet, in order; returns how many. Call inside :func:`gateway.store.engine.writing`.

    An event that is there already (its batch was committed, and the node died before its spool knew) is left as it is.
    """
    fresh = {draft.clear.id: draft for draft in reversed(drafts)}  # of two with one id the first stays
    for identity in present(connection, tuple(fresh)):
        del fresh[identity]
    if not fresh:
        return 0
    head = head_of(connection, writer)
    position = connection.execute(select(func.coalesce(func.max(ChainRecord.position), 0))).scalar_one()
    events, payloads = [], []
    for draft in (draft for draft in drafts if fresh.pop(draft.clear.id, None) is draft):
        salt = secrets.token_bytes(chain.SALT_BYTES)
        link = chain.append(head, draft, salt)
        head = Head(writer, link.seq, link.hash)
        position += 1
        clear = draft.clear
        events.append(
            {
                "position": position,
                "id": clear.id,
                "writer": writer,
                "seq": link.seq,
                "prev": link.prev,
                "hash": link.hash,
                "salted_hash": link.salted_hash,
                "at_ms": clear.at_ms,
                "type": clear.type,
                "tool": clear.tool,
                "verdict": clear.verdict,
                "reason": clear.reason,
                "disclosed": clear.disclosed,
            }
        )
        payloads.append({"event_id": clear.id, "salt": salt, "payload": draft.payload.decode()})
    connection.execute(insert(EventRecord), events)
    connection.execute(insert(PayloadRecord), payloads)
    note = {"seq": head.seq, "hash": head.hash, "position": position}
    if head.seq == len(events):
        connection.execute(insert(ChainRecord), [{"writer": writer, **note}])
    else:
        connection.execute(update(ChainRecord).where(ChainRecord.writer == writer).values(**note))
    return len(events)


def present(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these events the store has."""
    found: set[str] = set()
    for start in range(0, len(ids), LOOKUP):
        found.update(connection.scalars(select(EventRecord.id).where(EventRecord.id.in_(ids[start : start + LOOKUP]))))
    return found


def head_of(connection: Connection, writer: str) -> Head:
    """The last entry of a writer, or its genesis."""
    row = connection.execute(select(ChainRecord.seq, ChainRecord.hash).where(ChainRecord.writer == writer)).one_or_none()
    return chain.genesis(writer) if row is None else Head(writer, row.seq, row.hash)
