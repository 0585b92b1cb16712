"""Sealed evidence for the console: lists it, and hands a record out sealed after its opening stands in the chain."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.console.sealed import NotHandedOut, Record, SealedRecords, Wish
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import unsealing
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceRow, EvidenceStore
from gateway.store.seal import CannotOpen
from gateway.store.url import store_url


def sealed_records(settings: Settings, events: EventStore) -> SealedRecords:
    """The port. Records that were kept before stay readable when ``[evidence]`` keeps nothing any more."""
    store = EvidenceStore(store_url(settings))

    def newest(event: str | None, limit: int) -> Sequence[Record]:
        return [_record(row) for row in store.newest(event, limit)]

    def get(identity: str) -> Record | None:
        row = store.get(identity)
        return _record(row) if row else None

    def hand_out(identity: str, wish: Wish) -> str:
        row = store.get(identity)
        if row is None or not row.sealed.wrapped:
            raise NotHandedOut("gone")
        try:
            reason = unsealing.Reason(wish.who, wish.why, wish.case)
        except UserError:
            raise NotHandedOut("reason") from None
        try:
            return unsealing.hand_out(events, row, reason, wish.reader, unsealing.Step(wish.step)).to_json()
        except CannotOpen:
            raise NotHandedOut("reader") from None

    return SealedRecords(newest, get, hand_out, two_persons=bool(settings.evidence.second_readers))


def _record(row: EvidenceRow) -> Record:
    return Record(row.id, row.event_id, row.at, tuple(key.reader for key in row.sealed.wrapped))
