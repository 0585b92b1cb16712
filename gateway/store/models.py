"""The tables. Changing one takes a revision in ``migrations/versions``; a test compares the two on both databases."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store import choice_models as choice_models  # noqa: PLC0414  # whoever asks for the tables is to have all of them
from gateway.store import console_models as console_models  # noqa: PLC0414
from gateway.store import hand_in_models as hand_in_models  # noqa: PLC0414
from gateway.store import index_models as index_models  # noqa: PLC0414
from gateway.store import known_models as known_models  # noqa: PLC0414
from gateway.store import policy_models as policy_models  # noqa: PLC0414
from gateway.store import pseudonym_models as pseudonym_models  # noqa: PLC0414
from gateway.store.base import Base as Base  # noqa: PLC0414  # others take it from here
from gateway.store.base import Big


class EventRecord(Base):
    """An entry of a chain and the clear part of its event: no personal data. Never deleted, never changed."""

    __tablename__ = "events"

    position: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    """The order of all writers together, without gaps; given out under the append lock."""
    id: Mapped[str] = mapped_column(String, unique=True)
    writer: Mapped[str] = mapped_column(String)
    seq: Mapped[int] = mapped_column(Big)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    salted_hash: Mapped[bytes] = mapped_column(LargeBinary)
    at_ms: Mapped[int] = mapped_column(Big)
    type: Mapped[str] = mapped_column(String)
    tool: Mapped[str] = mapped_column(String)
    verdict: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String)
    disclosed: Mapped[str] = mapped_column(String)

    __table_args__ = (
        UniqueConstraint("writer", "seq"),
        Index(None, "at_ms"),
        Index(None, "type", "position"),
        Index(None, "tool", "position"),
        Index(None, "verdict", "position"),
    )


class PayloadRecord(Base):
    """What can be erased: the whole event and the salt that ties it to its hash."""

    __tablename__ = "event_payloads"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[str] = mapped_column(Text)
    """Canonical JSON, to the byte: it is what was hashed."""


class ErasureRecord(Base):
    """Which erasure event names an erased one. Only an index: the signed event is the proof."""

    __tablename__ = "erasures"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    erased_by: Mapped[str] = mapped_column(ForeignKey("events.id"))


class ChainRecord(Base):
    """The last entry of each writer, written with it: shows when the end of a chain was cut off."""

    __tablename__ = "chains"

    writer: Mapped[str] = mapped_column(String, primary_key=True)
    seq: Mapped[int] = mapped_column(Big)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    position: Mapped[int] = mapped_column(Big)


class EvidenceRecord(Base):
    """A sealed record; what it holds, only its readers can tell."""

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    event_id: Mapped[str] = mapped_column(String, index=True)  # no foreign key: the event may still wait in a spool
    created_ms: Mapped[int] = mapped_column(Big)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class EvidenceKeyRecord(Base):
    """The record's key, wrapped to one reader. Deleting these rows destroys the record."""

    __tablename__ = "evidence_keys"

    evidence_id: Mapped[str] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    reader: Mapped[str] = mapped_column(String, primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class Steps:
    """What a history of numbered steps has beside its key, the first column (:mod:`gateway.store.steps`). ``step`` is its own JSON."""

    number: Mapped[int] = mapped_column(Big, primary_key=True, sort_order=1)
    at_us: Mapped[int] = mapped_column(Big, sort_order=2)
    action: Mapped[str] = mapped_column(String, sort_order=3)
    step: Mapped[str] = mapped_column(Text, sort_order=4)


class RegisterStepRecord(Steps, Base):
    """One step in the history of one AI tool. Never deleted, never changed; the state is what the steps say."""

    __tablename__ = "register_steps"

    tool: Mapped[str] = mapped_column(String, primary_key=True)


class BreachStepRecord(Steps, Base):
    """One step in the history of one breach case. Never deleted, never changed."""

    __tablename__ = "breach_steps"

    case: Mapped[str] = mapped_column(String, primary_key=True)


class BreachAttemptRecord(Base):
    """Which case an event belongs to. ``series`` is a digest of person, tool, class and whether it left: attempts that may share one."""

    __tablename__ = "breach_attempts"

    event_id: Mapped[str] = mapped_column(String, primary_key=True)
    case: Mapped[str] = mapped_column(String)
    series: Mapped[str] = mapped_column(String)
    at_us: Mapped[int] = mapped_column(Big)

    __table_args__ = (Index(None, "series", "at_us"),)


class CursorRecord(Base):
    """How far a duty of the nodes has read the events: the grouping of attempts, each feed."""

    __tablename__ = "cursors"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    cursor: Mapped[str] = mapped_column(String)


class HoldStepRecord(Steps, Base):
    """Legal holds: a case or event whose payloads stay whatever their period; placed and lifted with a reason."""

    __tablename__ = "hold_steps"

    subject: Mapped[str] = mapped_column(String, primary_key=True)
    """``case:2026-0001`` or ``event:…``."""


class StopStepRecord(Steps, Base):
    """The kill switch: a tool or a person suspended at the proxies, and when and why that was lifted."""

    __tablename__ = "stop_steps"

    subject: Mapped[str] = mapped_column(String, primary_key=True)
    """``tool:openai``, ``person:`` with a pseudonym, ``record:`` with the lasting name of an account."""


class RequestStepRecord(Steps, Base):
    """One step in the history of one data subject's request. Never changed; whole histories end with their period."""

    __tablename__ = "request_steps"

    request: Mapped[str] = mapped_column(String, primary_key=True)


class FeedRecord(Base):
    """Whose turn it is to deliver a feed, and how it goes. Cursors stand in ``cursors`` as ``feed:<name>:<content>``."""

    __tablename__ = "feeds"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    holder: Mapped[str] = mapped_column(String)
    """Which process delivers it; "" when none does."""
    until_ms: Mapped[int] = mapped_column(Big)
    """When its turn ends by itself, on the database's clock."""
    item: Mapped[str] = mapped_column(String)
    """What the receiver did not take; "" when all is well."""
    since_ms: Mapped[int] = mapped_column(Big)
    attempts: Mapped[int] = mapped_column(Big)
    next_ms: Mapped[int] = mapped_column(Big)
    reason: Mapped[str] = mapped_column(String)
    sent_ms: Mapped[int] = mapped_column(Big)
    """When something was last delivered."""


class FeedCaseRecord(Base):
    """The last step of a breach case that a feed has passed."""

    __tablename__ = "feed_cases"

    feed: Mapped[str] = mapped_column(String, primary_key=True)
    case: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Big)


class FeedLetterRecord(Base):
    """A dead letter: which event, step or day a receiver would not take. Only its name, so that erasure reaches what it says."""

    __tablename__ = "feed_letters"

    feed: Mapped[str] = mapped_column(String, primary_key=True)
    content: Mapped[str] = mapped_column(String, primary_key=True)
    reference: Mapped[str] = mapped_column(String, primary_key=True)
    at_ms: Mapped[int] = mapped_column(Big)
    reason: Mapped[str] = mapped_column(String)


class PeopleUserRecord(Base):
    """A local user: an account that proves itself by a password here, or one that only has groups here (``password`` empty)."""

    __tablename__ = "people_users"

    account: Mapped[str] = mapped_column(String, primary_key=True)
    password: Mapped[str] = mapped_column(String)
    """Argon2id in its PHC string, never the password."""
    groups: Mapped[str] = mapped_column(Text)
    """JSON list."""


class PeopleKeyRecord(Base):
    """A person's key for the base-URL entrance. ``digest`` is a keyed hash; the key itself was shown once."""

    __tablename__ = "people_keys"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    digest: Mapped[str] = mapped_column(String, unique=True)
    account: Mapped[str] = mapped_column(String)
    tools: Mapped[str] = mapped_column(Text)
    """JSON list of catalogue ids; empty means every tool."""
    until: Mapped[str] = mapped_column(String)
    """Last day, ISO 8601."""
    revoked_us: Mapped[int | None] = mapped_column(Big)


class PeopleFactRecord(Base):
    """What a person has read or learnt: ``notice`` with its version, ``training`` with its day. ``record``: a keyed hash of the account."""

    __tablename__ = "people_facts"

    record: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True)
    version: Mapped[str] = mapped_column(String, primary_key=True)
    at_us: Mapped[int] = mapped_column(Big)


class PeopleNameRecord(Base):
    """The account behind a record, sealed to its readers."""

    __tablename__ = "people_names"

    record: Mapped[str] = mapped_column(String, primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    """:meth:`gateway.store.seal.Sealed.to_json`."""


class PeopleMarkRecord(Base):
    """Counts changes of the tables above, so that proxies read them anew only when there is something new."""

    __tablename__ = "people_marks"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    changes: Mapped[int] = mapped_column(Big)
