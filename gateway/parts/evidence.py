"""Sealed evidence for the console: lists it, and hands a record out sealed after its opening stands in the chain."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.console.sealed import NotHandedOut, Record, SealedRecords, Wish
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import reader_keys, seal, unsealing
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceRow, EvidenceStore
from gateway.store.seal import CannotOpen
from gateway.store.url import store_url


def sealed_records(settings: Settings, events: EventStore) -> SealedRecords:
    """The port. Records that were kept before stay readable when ``[evidence]`` keeps nothing any more."""
    store = EvidenceStore(store_url(settings))
    _, second = reader_keys.of_evidence(settings.evidence)
    seconds = {seal.reader_id(key) for key in second}

    def newest(event: str | None, limit: int) -> Sequence[Record]:
        return [_record(row) for row in store.newest(event, limit)]

    def get(identity: str) -> Record | None:
        row = store.get(identity)
        return _record(row) if row else None

    def hand_out(identity: str, wish: Wish) -> str:
        row = store.get(identity)
        if row is None or not row.sealed.wrapped:
            raise NotHandedOut("gone")
        step = unsealing.Step(wish.step)
        try:
            reason = unsealing.Reason(wish.who, wish.why, wish.case, wish.ids)
        except UserError:
            raise NotHandedOut("reason") from None
        if step is unsealing.Step.OPEN and wish.reader in seconds and wish.reader in {key.reader for key in row.sealed.wrapped}:
            raise NotHandedOut("two_persons")
        if step is not unsealing.Step.OPEN and not wish.ids:  # whoever holds the token could be both
            raise NotHandedOut("person")
        try:
            return unsealing.hand_out(events, row, reason, wish.reader, step).to_json()
        except unsealing.OnePerson:
            raise NotHandedOut("same") from None
        except CannotOpen:
            raise NotHandedOut("reader") from None

    return SealedRecords(newest, get, hand_out, two_persons=bool(seconds))


def _record(row: EvidenceRow) -> Record:
    return Record(row.id, row.event_id, row.at, tuple(key.reader for key in row.sealed.wrapped))
