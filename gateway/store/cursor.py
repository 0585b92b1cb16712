"""A place in the order of events, as a caller keeps it. Opaque: only this file knows what is in it."""

from __future__ import annotations

import base64
import binascii

_VERSION = b"c1:"
_LONGEST = 64  # characters; a position has at most 19 digits


class BadCursor(ValueError):
    """A cursor that this store did not give. It is not repeated."""


def encode(position: int) -> str:
    """The cursor that stands right after an event's position; 0 stands before the first event."""
    return base64.urlsafe_b64encode(_VERSION + str(position).encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The position behind a cursor. Raises :class:`BadCursor`."""
    try:
        if len(cursor) > _LONGEST:
            raise BadCursor("too long")
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise BadCursor("not a cursor of this store") from None
    digits = raw.removeprefix(_VERSION)
    if not raw.startswith(_VERSION) or not digits.isdigit() or int(digits) >= 2**63:
        raise BadCursor("not a cursor of this store")
    return int(digits)
