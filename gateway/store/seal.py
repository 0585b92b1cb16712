"""Seals a record to public keys: who writes it cannot read it.

One random AES-256-GCM key per record; that key is wrapped to each reader with HPKE (RFC 9180, base mode: X25519, HKDF-SHA256,
AES-256-GCM: what a browser's WebCrypto has, so that a reader may open a record without handing out the key). Readers change by
wrapping the key anew, the ciphertext stays. Deleting the wrapped keys destroys the record.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_DOMAIN = b"celnice.seal.1\x00"
_NONCE = b"\x00" * 12
"""Constant is safe: each key encrypts exactly one record (NIST SP 800-38D asks for a fresh pair of key and nonce)."""


class CannotOpen(Exception):
    """Sealed to somebody else, destroyed, changed, or bound to other ``aad``. Holds nothing of the record."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The record's key for one reader; ``reader`` is :func:`reader_id` of the public key."""

    reader: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed record. Without ``wrapped`` it is destroyed."""

    ciphertext: bytes = field(repr=False)
    wrapped: tuple[Wrapped, ...]

    def to_json(self) -> str:
        """As text, for files and exports."""
        keys = {wrapped.reader: base64.b64encode(wrapped.key).decode() for wrapped in self.wrapped}
        return json.dumps({"v": 1, "ciphertext": base64.b64encode(self.ciphertext).decode(), "keys": keys}, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Sealed:
        """Reads :meth:`to_json`. Raises :class:`CannotOpen`."""
        try:
            value = json.loads(text)
            if value["v"] != 1:
                raise CannotOpen("sealed by a newer release")
            keys = tuple(Wrapped(str(reader), base64.b64decode(key, validate=True)) for reader, key in value["keys"].items())
            return Sealed(base64.b64decode(value["ciphertext"], validate=True), keys)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise CannotOpen("not a sealed record") from None


def reader_id(key: X25519PublicKey) -> str:
    """The short name of a reader's key: the first 16 bytes of SHA-256 of its 32 raw bytes, in hex."""
    return hashlib.sha256(key.public_bytes_raw()).digest()[:16].hex()


def seal(plaintext: bytes, readers: Sequence[X25519PublicKey], aad: bytes) -> Sealed:
    """Seals a record to all of these readers, each of whom can open it alone. ``aad`` names what it belongs to (the event's id).

    Raises ValueError without a reader: a record that nobody can open is no evidence.
    """
    if not readers:
        raise ValueError("nobody to seal to")
    key = secrets.token_bytes(32)
    return Sealed(AESGCM(key).encrypt(_NONCE, plaintext, _DOMAIN + aad), _wrap(key, readers, aad))


def unseal(sealed: Sealed, private_key: X25519PrivateKey, aad: bytes) -> bytes:
    """The record. Raises :class:`CannotOpen`."""
    try:
        return AESGCM(_unwrap(sealed, private_key, aad)).decrypt(_NONCE, sealed.ciphertext, _DOMAIN + aad)
    except InvalidTag:
        raise CannotOpen("the record was changed") from None


def rewrap(sealed: Sealed, private_key: X25519PrivateKey, readers: Sequence[X25519PublicKey], aad: bytes) -> Sealed:
    """The same record for other readers; takes one who can open it. Raises :class:`CannotOpen`, ValueError without a reader."""
    if not readers:
        raise ValueError("nobody to seal to; use destroyed")
    return replace(sealed, wrapped=_wrap(_unwrap(sealed, private_key, aad), readers, aad))


def destroyed(sealed: Sealed) -> Sealed:
    """The record without its wrapped keys: nobody can open it again."""
    return replace(sealed, wrapped=())


def _wrap(key: bytes, readers: Iterable[X25519PublicKey], aad: bytes) -> tuple[Wrapped, ...]:
    unique = {reader_id(reader): reader for reader in readers}
    return tuple(Wrapped(name, _SUITE.encrypt(key, reader, _info(name, aad))) for name, reader in unique.items())


def _unwrap(sealed: Sealed, private_key: X25519PrivateKey, aad: bytes) -> bytes:
    name = reader_id(private_key.public_key())
    wrapped = next((wrapped for wrapped in sealed.wrapped if wrapped.reader == name), None)
    if wrapped is None:
        raise CannotOpen("not sealed to this key")
    try:
        key = _SUITE.decrypt(wrapped.key, private_key, _info(name, aad))
    except (InvalidTag, ValueError):
        raise CannotOpen("the wrapped key does not fit") from None
    if len(key) != 32:
        raise CannotOpen("the wrapped key does not fit")
    return key


def _info(reader: str, aad: bytes) -> bytes:
    """Binds a wrapped key to its reader and to what the record belongs to, so that it cannot be moved to another record."""
    return _DOMAIN + b"key\x00" + reader.encode() + hashlib.sha256(aad).digest()
