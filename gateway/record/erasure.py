"""The proof that an event was erased and did not go missing: an Ed25519 signature over exactly which entries, when and why.

The proof is itself a chained event (``chain.erased``), so it cannot be taken back unseen. Its reason is one of a closed set: a
proof can never be erased, so nobody's words may stand in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gateway.record.canonical import NotCanonical, canonical
from gateway.record.event import SCHEMA, EventType

_DOMAIN = b"celnice.erasure.1\x00"


class EraseReason(StrEnum):
    """Why payloads were erased."""

    RETENTION = "retention"  # the period of this class of events is over
    SUBJECT_REQUEST = "subject_request"  # Art. 17 GDPR
    RECORDED_IN_ERROR = "recorded_in_error"


@dataclass(frozen=True, slots=True)
class Target:
    """One erased entry, bound by its hash: the proof fits no other entry."""

    id: str
    writer: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Erasure:
    """What one proof says. ``key`` is :func:`key_id` of the signing key."""

    id: str
    at: datetime
    reason: EraseReason
    targets: tuple[Target, ...]
    key: str

    def facts(self) -> dict[str, Any]:
        """The signed part, as JSON-ready values."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "type": EventType.CHAIN_ERASED.value,
            "at": self.at.isoformat(timespec="milliseconds"),
            "reason": self.reason.value,
            "erased": [{"id": t.id, "writer": t.writer, "seq": t.seq, "hash": t.hash.hex()} for t in self.targets],
            "key": self.key,
        }


def key_id(key: Ed25519PublicKey) -> str:
    """The short name of a key: the first 16 bytes of SHA-256 of its 32 raw bytes, in hex."""
    return hashlib.sha256(key.public_bytes_raw()).digest()[:16].hex()


def signed(erasure: Erasure, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The payload of the erasure event."""
    if erasure.key != key_id(key.public_key()):
        raise ValueError("the erasure names another key")
    facts = erasure.facts()
    return {**facts, "signature": key.sign(_DOMAIN + canonical(facts)).hex()}


def proven(payload: bytes, trusted: Iterable[Ed25519PublicKey]) -> Erasure | None:
    """The erasure that this JSON payload proves; None when its signature is not that of a trusted key, or its shape is wrong."""
    try:
        said = json.loads(payload)
        facts = {name: value for name, value in said.items() if name != "signature"}
        key = next((key for key in trusted if key_id(key) == facts["key"]), None)
        if key is None or facts["type"] != EventType.CHAIN_ERASED.value:
            return None
        key.verify(bytes.fromhex(said["signature"]), _DOMAIN + canonical(facts))
        targets = tuple(Target(t["id"], t["writer"], t["seq"], bytes.fromhex(t["hash"])) for t in facts["erased"])
        return Erasure(facts["id"], datetime.fromisoformat(facts["at"]), EraseReason(facts["reason"]), targets, facts["key"])
    except (InvalidSignature, NotCanonical, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
