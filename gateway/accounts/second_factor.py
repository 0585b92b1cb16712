"""The second factor: codes of an authenticator (TOTP, RFC 6238) and recovery codes for the day the telephone is lost."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
"""160 bits (RFC 4226, § 4, R6)."""
DIGITS = 6
STEP_SECONDS = 30
DRIFT = 1
"""Steps before and after now that are taken: a telephone's clock is off by some seconds (RFC 6238, § 5.2 advises one)."""
ISSUER = "Celnice"
CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike: i, l, o, 0, 1
_GROUP = 5


def new_secret() -> bytes:
    """A fresh secret."""
    return secrets.token_bytes(SECRET_BYTES)


def uri(secret: bytes, account: str) -> str:
    """The ``otpauth://`` address that an authenticator reads from a picture."""
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS, enforce_key_length=False).get_provisioning_uri(account, ISSUER)  # noqa: S303


def typed(secret: bytes) -> str:
    """The secret for typing, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def code_at(secret: bytes, now: datetime, drift: int = 0) -> str:
    """The code of a time step, as an authenticator shows it."""
    return HOTP(secret, DIGITS, SHA1(), enforce_key_length=False).generate(_step(now) + drift).decode()  # noqa: S303


def fits(secret: bytes, code: str, now: datetime, last: int) -> int | None:
    """The time step of a right code; None for a wrong one, or one of a step up to ``last``, which was used already."""
    shown = "".join(code.split())
    found = None
    for drift in range(-DRIFT, DRIFT + 1):  # all of them each time: how long it takes tells nothing
        step = _step(now) + drift
        if hmac.compare_digest(code_at(secret, now, drift).encode(), shown.encode()) and step > last:
            found = step
    return found


def new_codes() -> list[str]:
    """Recovery codes: 10 × 48 bits, each for one use, shown once."""
    return ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(2)) for _ in range(CODES)]


def digest_of_code(code: str) -> str:
    """What is kept of a recovery code. It has 48 random bits, so a plain digest cannot be searched within its lock-out."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hashlib.sha256(b"celnice recovery 1 " + plain.encode()).hexdigest()


def _step(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS
