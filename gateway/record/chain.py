"""One hash chain per writer, over a salted hash of each event.

    salted_hash = SHA-256(salt ‖ canonical payload)
    hash        = SHA-256(domain ‖ prev ‖ writer ‖ seq ‖ salted_hash ‖ SHA-256(canonical clear part))

Payload and salt can be erased: what stays is the salted hash, which without the salt says nothing about the payload, and the clear
part (time, type, tool, verdict: no personal data), which the chain goes on protecting. The first event of a writer has
``genesis(writer)`` for ``prev`` and ``seq`` 1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.record.canonical import NotCanonical, canonical

SALT_BYTES = 32
"""As long as the hash: the payload cannot be guessed from the salted hash once the salt is gone."""

_DOMAIN = b"celnice.chain.1\x00"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadPayload(ValueError):
    """Bytes that are not the canonical JSON of an event. Says which rule was broken, never the bytes."""


@dataclass(frozen=True, slots=True)
class Clear:
    """What listing and filtering need, and what stays after erasure. ``at_ms`` counts milliseconds since 1970 UTC."""

    id: str
    at_ms: int
    type: str
    tool: str
    verdict: str
    reason: str
    disclosed: str

    def digest(self) -> bytes:
        """32 bytes that change with any field."""
        names = ("id", "at_ms", "type", "tool", "verdict", "reason", "disclosed")
        return hashlib.sha256(canonical({name: getattr(self, name) for name in names})).digest()


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is not chained yet: its clear part and its canonical payload."""

    clear: Clear
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a writer's chain. ``seq`` 0 is the empty chain."""

    writer: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain, without its payload."""

    writer: str
    seq: int
    prev: bytes
    hash: bytes
    salted_hash: bytes


def genesis(writer: str) -> Head:
    """Where a writer's chain begins."""
    return Head(writer, 0, hashlib.sha256(_DOMAIN + b"genesis\x00" + writer.encode()).digest())


def salted(salt: bytes, payload: bytes) -> bytes:
    """The hash that stays when salt and payload are erased; 32 bytes."""
    return hashlib.sha256(salt + payload).digest()


def entry_hash(writer: str, seq: int, prev: bytes, salted_hash: bytes, clear: Clear) -> bytes:
    """The hash of one entry; 32 bytes. The writer's name is preceded by its length, so that no two entries share their input."""
    name = writer.encode()
    body = prev + len(name).to_bytes(2, "big") + name + seq.to_bytes(8, "big", signed=True) + salted_hash + clear.digest()
    return hashlib.sha256(_DOMAIN + body).digest()


def append(head: Head, draft: Draft, salt: bytes) -> Link:
    """The entry that follows ``head``."""
    seq = head.seq + 1
    digest = salted(salt, draft.payload)
    return Link(head.writer, seq, head.hash, entry_hash(head.writer, seq, head.hash, digest, draft.clear), digest)


def draft(payload: bytes) -> Draft:
    """Reads a canonical payload. Raises :class:`BadPayload`."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):  # the decoder's error carries the document
        raise BadPayload("not JSON") from None
    if not isinstance(value, dict):
        raise BadPayload("not an object")
    try:
        same = canonical(value) == payload
    except NotCanonical as wrong:
        raise BadPayload(str(wrong)) from None
    if not same:
        raise BadPayload("not in canonical form")
    return Draft(_clear(value), payload)


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC. The moment must know its zone."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment(ms: int) -> datetime:
    """The UTC moment of :func:`milliseconds`."""
    return _EPOCH + timedelta(milliseconds=ms)


def _clear(value: Mapping[str, Any]) -> Clear:
    def text(name: str, default: str | None = None) -> str:
        found = value.get(name, default)
        if not isinstance(found, str):
            raise BadPayload(f"{name} is not a string")
        return found

    identity = text("id")
    if not identity:
        raise BadPayload("id is empty")
    try:
        at = datetime.fromisoformat(text("at"))
    except ValueError:
        raise BadPayload("at is not a time") from None
    if at.tzinfo is None:
        raise BadPayload("at has no zone")
    parts = (text(name, "") for name in ("tool", "verdict", "reason", "disclosed"))
    return Clear(identity, milliseconds(at), text("type"), *parts)
