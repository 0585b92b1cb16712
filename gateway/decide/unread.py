"""What may be confirmed although nobody could read it: a closed set, since most of what cannot be read can never be. Values only.

Confirmed may be only a file inside a body that was understood, or a text that the detectors gave up on: then it is known what leaves, and
everything else of the request was scanned. A body whose own shape is in doubt (two lengths, bytes behind its end, no JSON) is stopped
whatever policy says, because what leaves would not be what was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.decide.verdict import Block
from gateway.model import OpaqueReason

NOT_SCANNED = "not_scanned"
"""A text that the detectors gave up on: out of time, or a part of them failed."""

UNREAD = "unread"
"""The reason of the warning, and of what left after it."""

TOLERABLE = frozenset(
    {
        NOT_SCANNED,
        *(OpaqueReason.UNKNOWN_DOCUMENT, OpaqueReason.BROKEN_DOCUMENT, OpaqueReason.ENCRYPTED, OpaqueReason.DOCUMENT_LIMIT),
        *(OpaqueReason.MANY_SCANS, OpaqueReason.NO_OCR, OpaqueReason.MEDIA),
    }
)

_LIMITS = frozenset({OpaqueReason.LIMIT_TEXT, OpaqueReason.LIMIT_FILE, OpaqueReason.LIMIT_FILES})


@dataclass(frozen=True, slots=True)
class Lack:
    """A file that could not be read. ``digest`` (SHA-256 of its bytes) tells it again, and is no more recorded than its bytes."""

    reason: OpaqueReason
    digest: bytes = field(repr=False)


def opaque(reason: OpaqueReason) -> Block:
    """The verdict over what cannot be read: it does not leave."""
    if reason is OpaqueReason.TOO_LARGE:
        return Block("too_large", reason.value)
    return Block("policy_limit" if reason in _LIMITS else "opaque_body", reason.value)


def stopped(detail: str) -> Block:
    """The same for a warning of what could not be read that nobody can confirm."""
    return Block(NOT_SCANNED, detail) if detail not in set(OpaqueReason) else opaque(OpaqueReason(detail))
