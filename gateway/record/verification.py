"""Reads a writer's chain from its first entry to its last and says what is wrong with it, entry by entry.

The chain alone cannot show that its *end* was cut off or that all of it was written anew: that takes a head kept elsewhere. The
store keeps one beside the events; heads that were carried out of the house (``anchors``) hold against somebody who owns the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gateway.record import erasure
from gateway.record.chain import Clear, Head, entry_hash, genesis, salted
from gateway.record.event import EventType

SEARCH_WINDOW = 1_000
"""How far from its place an entry is looked for before it is called changed and not reordered; a hash each, about a millisecond."""


class Proof(StrEnum):
    """What stands in place of a payload."""

    NONE = "none"
    VALID = "valid"  # a signed erasure names exactly this entry
    FORGED = "forged"  # something claims an erasure, and no signed one names this entry


class ProblemKind(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    PAYLOAD_CHANGED = "payload_changed"
    MISSING = "missing"
    PAYLOAD_MISSING = "payload_missing"
    REORDERED = "reordered"
    DUPLICATE = "duplicate"
    UNLINKED = "unlinked"  # whole in itself, and does not follow the entry before it: one of the two was replaced
    FORGED_ERASURE = "forged_erasure"
    NOT_ERASED = "not_erased"  # a signed erasure names it, and its payload is there
    UNEXPECTED = "unexpected"  # beyond the head: the store did not append it
    HEAD_CHANGED = "head_changed"
    ANCHOR_BROKEN = "anchor_broken"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``until`` ends a range of missing entries."""

    kind: ProblemKind
    writer: str
    seq: int
    until: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry as the store returned it."""

    position: int
    writer: str
    seq: int
    prev: bytes
    hash: bytes
    salted_hash: bytes
    clear: Clear
    salt: bytes | None = field(default=None, repr=False)
    payload: bytes | None = field(default=None, repr=False)
    proof: Proof = Proof.NONE

    def computed(self, seq: int | None = None) -> bytes:
        """The hash this entry should have, here or at another place of its chain."""
        return entry_hash(self.writer, self.seq if seq is None else seq, self.prev, self.salted_hash, self.clear)


def check(
    writer: str,
    rows: Iterable[Stored],
    head: Head | None,
    trusted: Collection[Ed25519PublicKey] = (),
    anchors: Iterable[Head] = (),
) -> Iterator[Problem]:
    """All problems of one chain. ``rows`` come in the order of ``seq`` and are read once; memory stays flat.

    ``head`` is the store's own note of the last entry. ``anchors`` are heads of this writer that were kept elsewhere.
    """
    kind = ProblemKind
    known = {anchor.seq: anchor.hash for anchor in anchors if anchor.writer == writer and anchor.seq > 0}
    last = {genesis(writer).hash}
    links: set[bytes] | None = last
    seq = position = 0
    for row in rows:
        if row.seq <= seq:
            yield Problem(kind.DUPLICATE, writer, row.seq)
            continue
        if row.seq > seq + 1:
            yield Problem(kind.MISSING, writer, seq + 1, until=row.seq - 1)
            links = None
        computed = row.computed()
        place = None if computed == row.hash else _place(row)
        if computed != row.hash:
            yield Problem(kind.CHANGED if place is None else kind.REORDERED, writer, row.seq, detail=_belongs(place))
        elif links is not None and row.prev not in links:
            yield Problem(kind.UNLINKED, writer, row.seq)
        if place is None and row.position <= position:
            yield Problem(kind.REORDERED, writer, row.seq, detail="listed before an earlier entry")
        yield from _payload(row, trusted)
        if head is not None and row.seq > head.seq:
            yield Problem(kind.UNEXPECTED, writer, row.seq)
        if known.pop(row.seq, row.hash) != row.hash:
            yield Problem(kind.ANCHOR_BROKEN, writer, row.seq)
        last = {row.hash, computed}  # after a changed hash the next entry still names the true one
        links = None if place is not None else last
        seq, position = row.seq, position if place is not None else max(position, row.position)
    yield from _end(writer, seq, last, head)
    for missing in sorted(known):
        yield Problem(kind.ANCHOR_BROKEN, writer, missing, detail="the anchored entry is not there")


def _end(writer: str, seq: int, last: set[bytes], head: Head | None) -> Iterator[Problem]:
    if head is None:
        yield Problem(ProblemKind.HEAD_CHANGED, writer, seq, detail="the note of the last entry is not there")
    elif head.seq > seq:
        yield Problem(ProblemKind.MISSING, writer, seq + 1, until=head.seq)
    elif head.seq == seq and head.hash not in last:
        yield Problem(ProblemKind.HEAD_CHANGED, writer, seq, detail="the last entry is not the one that was written")


def _payload(row: Stored, trusted: Collection[Ed25519PublicKey]) -> Iterator[Problem]:
    kind = ProblemKind
    if row.payload is None or row.salt is None:
        if row.proof is Proof.FORGED:
            yield Problem(kind.FORGED_ERASURE, row.writer, row.seq)
        elif row.proof is Proof.NONE or row.clear.type == EventType.CHAIN_ERASED:  # a proof is never erased
            yield Problem(kind.PAYLOAD_MISSING, row.writer, row.seq)
        return
    if row.proof is Proof.VALID:
        yield Problem(kind.NOT_ERASED, row.writer, row.seq)
    elif row.proof is Proof.FORGED:
        yield Problem(kind.FORGED_ERASURE, row.writer, row.seq)
    if salted(row.salt, row.payload) != row.salted_hash:
        yield Problem(kind.PAYLOAD_CHANGED, row.writer, row.seq)
    elif row.clear.type == EventType.CHAIN_ERASED and erasure.proven(row.payload, trusted) is None:
        yield Problem(kind.FORGED_ERASURE, row.writer, row.seq, detail="not signed by a trusted key")


def _place(row: Stored) -> int | None:
    """The seq at which this entry's own hash is right: where it stood before it was moved."""
    for distance in range(1, SEARCH_WINDOW + 1):
        for seq in (row.seq - distance, row.seq + distance):
            if seq > 0 and row.computed(seq) == row.hash:
                return seq
    return None


def _belongs(place: int | None) -> str:
    return "" if place is None else f"belongs at {place}"
