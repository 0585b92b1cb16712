"""How a piece lies on the disk: encrypted with a key that only the client's own name for its upload gives.

The node keeps digests: from what is on its disk nobody can tell which upload a piece is of, nor read it, once the client is gone.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes (NIST SP 800-38D); random, and a key seals some thousand pieces at most."""


@dataclass(frozen=True, slots=True)
class Box:
    """One upload's digest (its name on the disk) and key."""

    digest: bytes
    _key: bytes = field(repr=False)

    def seal(self, content: bytes, piece: bytes) -> bytes:
        """The content, encrypted and bound to this piece."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self._key).encrypt(nonce, content, piece)

    def unseal(self, sealed: bytes, piece: bytes) -> bytes:
        """The content. Raises cryptography's InvalidTag when it is not what was sealed."""
        return AESGCM(self._key).decrypt(sealed[:NONCE], sealed[NONCE:], piece)


def digest(purpose: str, *parts: str) -> bytes:
    """A digest of these texts, each with its length, for one purpose."""
    made = hashlib.sha256(f"celnice upload {purpose} 1".encode())
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.digest()


def box(*secret: str) -> Box:
    """The box of the upload that this secret names."""
    return Box(digest("name", *secret), digest("key", *secret))
