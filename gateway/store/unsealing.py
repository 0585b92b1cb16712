"""Opens a sealed record: the reason first, as an event of its own in the chain, and only then the text."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from allowlist.workflow.same_person import same_person
from gateway.errors import UserError
from gateway.record.canonical import canonical
from gateway.record.event import EventType
from gateway.record.official import official
from gateway.store import sealing
from gateway.store.events import MAX_PAGE, EventStore
from gateway.store.evidence import EvidenceRow
from gateway.store.rows import Filters
from gateway.store.seal import CannotOpen, Sealed, reader_id

WRITER = "evidence"
"""The chain of all openings, of all nodes."""

RELEASES = Filters(types=(EventType.EVIDENCE_RELEASED.value,))


@dataclass(frozen=True, slots=True)
class Reason:
    """Who opens a record and why; ``case`` is the number of a breach case or request, when it belongs to one."""

    who: str = field(repr=False)
    why: str = field(repr=False)
    case: str = ""
    ids: tuple[str, ...] = field(default=(), repr=False)
    """What stays of the person when their name changes (:mod:`allowlist.workflow.same_person`)."""
    by: str = field(default="", repr=False)
    """The user of the machine where the command line opens: ``who`` is then what they wrote."""

    def __post_init__(self) -> None:
        """A record is opened by somebody, for a reason."""
        if not self.who.strip() or len(self.why.strip()) < 5:
            raise UserError("opening needs a reason: say in one sentence why (--why)")


class OnePerson(CannotOpen):
    """A record for two persons whom one would open alone: nobody else has released it."""


class Step(StrEnum):
    """What a reader does with a record in a browser."""

    OPEN = "open"
    RELEASE = "release"
    """The second holder lets go of it."""
    OPEN_RELEASED = "open_released"
    """The first reader has the second holder's release; whom the inner envelope is sealed to is seen in the browser only."""


def read(
    events: EventStore,
    row: EvidenceRow,
    reason: Reason,
    key: X25519PrivateKey,
    *,
    inner: Sealed | None = None,
    second: X25519PrivateKey | None = None,
    now: datetime | None = None,
) -> bytes:
    """The record's text, after its opening stands in the chain. Raises CannotOpen, OnePerson for an ``inner`` that nobody else released,
    and StoreUnavailable: then nothing was shown. With the ``second`` key both holders are at one table.
    """
    if inner is not None:
        _released_by_another(events, row, reason, reader_id(key.public_key()))
    plaintext = sealing.opened(row.sealed, key, row.event_id, inner, second)
    _tell(events, row, EventType.EVIDENCE_OPENED, reason, _names(key, second), now)
    return plaintext


def hand_out(
    events: EventStore, row: EvidenceRow, reason: Reason, reader: str, step: Step = Step.OPEN, *, now: datetime | None = None
) -> Sealed:
    """The record still sealed, for a reader who opens it in a browser, with a key that never comes here, after that stands in the chain.

    ``reader`` is the name of their key (:func:`gateway.store.seal.reader_id`). Whether it opened the record nobody here learns: handing out
    counts as opening. Raises CannotOpen for a record that this key does not open, OnePerson for a released one that nobody else released,
    and StoreUnavailable: then nothing was handed out.
    """
    if step is Step.OPEN_RELEASED:
        _released_by_another(events, row, reason, reader)
    if step is not Step.OPEN_RELEASED and reader not in {wrapped.reader for wrapped in row.sealed.wrapped}:
        raise CannotOpen("not sealed to this key")
    kind = EventType.EVIDENCE_RELEASED if step is Step.RELEASE else EventType.EVIDENCE_OPENED
    _tell(events, row, kind, reason, [reader], now)
    return row.sealed


def release(events: EventStore, row: EvidenceRow, reason: Reason, key: X25519PrivateKey, *, now: datetime | None = None) -> Sealed:
    """The inner envelope, for the first reader, after its release stands in the chain. Raises as :func:`read`."""
    inner = sealing.released(row.sealed, key, row.event_id)
    _tell(events, row, EventType.EVIDENCE_RELEASED, reason, _names(key), now)
    return inner


def _released_by_another(events: EventStore, row: EvidenceRow, reason: Reason, reader: str) -> None:
    cursor, more = None, True
    while more:
        page = events.page(cursor, MAX_PAGE, RELEASES)
        for told in page.rows:
            said = (told.payload or {}).get("opening", {})
            other = said.get("evidence") == row.id and reader not in said["readers"]
            if other and not same_person(reason.who, reason.ids, said["who"], said.get("ids", ())):
                return
        cursor, more = page.next, page.more
    raise OnePerson("two persons open this record: nobody but you has released it")


def _names(*keys: X25519PrivateKey | None) -> list[str]:
    return [reader_id(key.public_key()) for key in keys if key is not None]


def _tell(events: EventStore, row: EvidenceRow, kind: EventType, reason: Reason, readers: Sequence[str], now: datetime | None) -> None:
    tell(events, row.event_id, kind, reason, {"evidence": row.id, "readers": list(readers)}, now)


def tell(
    events: EventStore, event_id: str, kind: EventType, reason: Reason, what: Mapping[str, object], now: datetime | None = None
) -> None:
    """Puts an opening of something sealed of an event into the chain: ``what`` was opened, by whom and why. Raises StoreUnavailable."""
    of = events.get(event_id)
    tool, ending = of.tool if of else "", kind.value.partition(".")[2]
    event = official(uuid.uuid4().hex, kind, now or datetime.now(UTC), reason=ending, tool=tool, detail=event_id)
    ids = {"ids": list(reason.ids)} if reason.ids else {}
    by = {"by": reason.by} if reason.by else {}
    opening = {**what, "event": event_id, "who": reason.who, "why": reason.why, "case": reason.case, **ids, **by}
    events.append([canonical({**event.payload(), "opening": opening})], WRITER)
