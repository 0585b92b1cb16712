"""Tells that the same value came again, and nothing else about it.

HMAC-SHA256 (RFC 2104) under the key of a retention period: birth numbers are few enough to be guessed from any unkeyed hash, so the
key is kept apart from the events and is destroyed with its period.
"""

from __future__ import annotations

import hashlib
import hmac

from gateway.record.event import Fingerprint

FINGERPRINTS_KEPT = 64
"""Per event: enough to tell that the same persons' data came up again; a pasted table of thousands needs no more."""

KEY_BYTES = 32
"""The output length of SHA-256; RFC 2104 advises no less."""


def fingerprint(key: bytes, period: str, entity: str, value: str) -> Fingerprint:
    """The fingerprint of a normalised value. The entity is part of it: one number read as two kinds has two fingerprints.

    Raises ValueError for a key of another length; no error ever holds the value.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a fingerprint key has {KEY_BYTES} bytes")
    if "\x00" in entity:
        raise ValueError("an entity's name holds no NUL: it is what parts the name from the value")
    message = entity.encode() + b"\x00" + value.encode("utf-8", "surrogatepass")
    return Fingerprint(entity, period, hmac.new(key, message, hashlib.sha256).hexdigest())
