"""How a receiver knows that a message is ours, and when it was sent: Standard Webhooks 1.0.

``webhook-signature: v1,<base64 of HMAC-SHA256(secret, id.timestamp.body)>``, one for each secret while one is being changed.
Source: github.com/standard-webhooks/standard-webhooks, *spec/standard-webhooks.md*.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path

from gateway.errors import UserError

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret, as the specification asks."""


def signed(secrets: Sequence[bytes], identity: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of one attempt. ``timestamp`` (seconds since 1970) is the attempt's: an old one is of no use."""
    content = f"{identity}.{timestamp}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(secret, content, hashlib.sha256)).decode() for secret in secrets)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }


def secrets_of(path: Path) -> tuple[bytes, ...]:
    """The secrets of a file, one a line. Raises UserError that names the file, never what is in it."""
    try:
        lines = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"secret_file: {path.name} cannot be read ({type(error).__name__})") from None
    found = tuple(_secret(line, path) for line in lines)
    if not found:
        raise UserError(f"secret_file: {path.name} is empty; put in `whsec_` and 32 random bytes in base64")
    return found


def _secret(line: str, path: Path) -> bytes:
    try:
        secret = base64.b64decode(line.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        secret = b""
    if not line.startswith(PREFIX) or not SHORTEST <= len(secret) <= LONGEST:
        raise UserError(f"secret_file: {path.name} holds a line that is not `whsec_` and {SHORTEST} to {LONGEST} bytes in base64")
    return secret
