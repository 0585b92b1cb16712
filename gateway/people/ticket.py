"""The link from a refusal to the notice: it says whose acknowledgement this is, so that the page needs no sign-in of its own.

Signed and short-lived. It names a record, which is a keyed hash: who reads the link learns nobody's name, and can do no more with it
than acknowledge that version for that person.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

LASTS = timedelta(hours=12)
"""A working day: the page may stand open from morning on."""


def issue(key: bytes, record: str, version: str, now: datetime) -> str:
    """The ticket, in characters that need no escaping in a URL."""
    claims = {"r": record, "v": version, "e": int((now + LASTS).timestamp())}
    body = _encoded(json.dumps(claims, separators=(",", ":")).encode("utf-8"))
    return f"{body}.{_signature(key, body)}"


def redeem(key: bytes, ticket: str, now: datetime) -> tuple[str, str] | None:
    """Record and version of a ticket of ours that is still good; None for anything else."""
    body, _, signature = ticket.partition(".")
    try:
        if not hmac.compare_digest(_signature(key, body).encode("ascii"), signature.encode("utf-8")):
            return None
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        expires = datetime.fromtimestamp(claims["e"], UTC)
        return (str(claims["r"]), str(claims["v"])) if now < expires else None
    except (binascii.Error, KeyError, TypeError, ValueError):
        return None


def _signature(key: bytes, body: str) -> str:
    return _encoded(hmac.new(key, b"celnice.notice\x00" + body.encode("utf-8", "surrogatepass"), hashlib.sha256).digest())


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")
