"""Encrypted files in the age format, version 1 (age-encryption.org/v1): for a passphrase, or for recipients' X25519 keys.

An open format, so that a backup can be read without this program (``age -d``). Written and read as a stream: a store may be larger than
the memory. Chunks of 64 KiB, each authenticated; a cut or changed file is an error, never a shorter one.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

CHUNK = 64 * 1024
_TAG = 16

WORK = 17
"""log2 of scrypt's cost: 128 MiB and about half a second."""

MOST_WORK = 20
"""A file may not ask for more: 1 GiB."""

_LINE = 1024  # bytes of a header line; ours have at most 64
_STANZAS = 100
_VERSION = b"age-encryption.org/v1"
_ZERO = b"\x00" * 12


class CannotDecrypt(Exception):
    """No age file, another key or passphrase, or a changed or cut file. Holds nothing of it."""


@dataclass(frozen=True, slots=True)
class _Stanza:
    words: tuple[str, ...]
    body: bytes


class Writer:
    """Encrypts what is written to it. Call :meth:`close`: a file without its end cannot be read."""

    def __init__(self, target: BinaryIO, *, passphrase: str | None = None, recipients: Sequence[X25519PublicKey] = ()) -> None:
        """A passphrase, or recipients who can each read it alone. Raises ValueError for neither or both."""
        if bool(passphrase) == bool(recipients):
            raise ValueError("give a passphrase or recipients")
        self._target = target
        key = secrets.token_bytes(16)
        stanzas = [_to_passphrase(key, passphrase)] if passphrase else [_to_recipient(key, recipient) for recipient in recipients]
        head = _VERSION + b"\n" + b"".join(_written(stanza) for stanza in stanzas) + b"---"
        nonce = secrets.token_bytes(16)
        target.write(head + b" " + _encoded(_mac(key, head)) + b"\n" + nonce)
        self._cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        """Takes any number of bytes."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk is never empty, so the last full one waits
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Writes the end."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Reader:
    """Decrypts a stream. Every byte that it gives out is authentic; that the end is, is known when :meth:`read` gave ``b""``."""

    def __init__(self, source: BinaryIO, *, passphrase: str | None = None, identities: Sequence[X25519PrivateKey] = ()) -> None:
        """Raises CannotDecrypt."""
        self._source = source
        stanzas, head, mac = _head(source)
        key = next((key for stanza in stanzas if (key := _opened(stanza, len(stanzas), passphrase, identities)) is not None), None)
        if key is None:
            raise CannotDecrypt("another passphrase, or a file for somebody else's key")
        if not hmac.compare_digest(_mac(key, head), mac):
            raise CannotDecrypt("the file's head was changed")
        nonce = source.read(16)
        self._cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
        self._next = source.read(CHUNK + _TAG)
        self._number = 0
        self._ended = False
        self._plain = b""

    def read(self, size: int = -1) -> bytes:
        """Up to that many bytes; ``b""`` at the end. Raises CannotDecrypt."""
        parts, wanted = [], size if size >= 0 else None
        while wanted is None or wanted > 0:
            if not self._plain and not self._fill():
                break
            part = self._plain if wanted is None else self._plain[:wanted]
            self._plain = self._plain[len(part) :]
            parts.append(part)
            wanted = None if wanted is None else wanted - len(part)
        return b"".join(parts)

    def _fill(self) -> bool:
        if self._ended:
            return False
        chunk, self._next = self._next, self._source.read(CHUNK + _TAG)
        self._ended = not self._next
        try:
            self._plain = self._cipher.decrypt(_nonce(self._number, last=self._ended), chunk, None)
        except InvalidTag:
            raise CannotDecrypt("the file was changed or cut short") from None
        if not self._plain and self._number:
            raise CannotDecrypt("the file was changed or cut short")
        self._number += 1
        return bool(self._plain)


def _head(source: BinaryIO) -> tuple[list[_Stanza], bytes, bytes]:
    """The stanzas, the bytes that the MAC is over, and the MAC."""
    line = _line(source)
    if line != _VERSION:
        raise CannotDecrypt("no file of this kind")
    read = line + b"\n"
    stanzas: list[_Stanza] = []
    while (line := _line(source)).startswith(b"-> ") and len(stanzas) < _STANZAS:
        words = tuple(line.decode("ascii", "replace").split(" ")[1:])
        read += line + b"\n"
        body = b""
        while True:
            part = _line(source)
            read += part + b"\n"
            body += part
            if len(part) < 64:
                break
        stanzas.append(_Stanza(words, _decoded(body)))
    mark, _, mac = line.partition(b" ")
    if mark != b"---":
        raise CannotDecrypt("no file of this kind")
    return stanzas, read + b"---", _decoded(mac)


def _line(source: BinaryIO) -> bytes:
    line = source.readline(_LINE)
    if not line.endswith(b"\n"):
        raise CannotDecrypt("no file of this kind")
    return line[:-1]


def _opened(stanza: _Stanza, count: int, passphrase: str | None, identities: Sequence[X25519PrivateKey]) -> bytes | None:
    """The file's key, when this stanza is ours."""
    match stanza.words:
        case ("scrypt", salt, work) if passphrase and count == 1 and work.isdigit() and int(work) <= MOST_WORK:
            return _unwrapped(_stretched(passphrase, _decoded(salt.encode()), int(work)), stanza.body)
        case ("X25519", share):
            raw = _decoded(share.encode())
            for identity in identities:
                key = _unwrapped(_agreed(identity, raw, raw, identity.public_key()), stanza.body)
                if key is not None:
                    return key
    return None


def _unwrapped(wrap: bytes, body: bytes) -> bytes | None:
    try:
        key = ChaCha20Poly1305(wrap).decrypt(_ZERO, body, None)
    except InvalidTag:
        return None
    return key if len(key) == 16 else None


def _to_passphrase(key: bytes, passphrase: str) -> _Stanza:
    salt = secrets.token_bytes(16)
    body = ChaCha20Poly1305(_stretched(passphrase, salt, WORK)).encrypt(_ZERO, key, None)
    return _Stanza(("scrypt", _encoded(salt).decode(), str(WORK)), body)


def _to_recipient(key: bytes, recipient: X25519PublicKey) -> _Stanza:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = _shared(ephemeral, recipient)
    wrap = _derived(shared, share + recipient.public_bytes_raw(), b"age-encryption.org/v1/X25519")
    return _Stanza(("X25519", _encoded(share).decode()), ChaCha20Poly1305(wrap).encrypt(_ZERO, key, None))


def _agreed(identity: X25519PrivateKey, share: bytes, salt: bytes, recipient: X25519PublicKey) -> bytes:
    try:
        shared = _shared(identity, X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise CannotDecrypt("the file's head was changed") from None
    return _derived(shared, salt + recipient.public_bytes_raw(), b"age-encryption.org/v1/X25519")


def _shared(private: X25519PrivateKey, public: X25519PublicKey) -> bytes:
    return private.exchange(public)  # refuses points of low order


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(_VERSION + b"/scrypt" + salt, 32, 2**work, 8, 1).derive(passphrase.encode())


def _derived(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, None, b"header"), head, "sha256")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _written(stanza: _Stanza) -> bytes:
    return f"-> {' '.join(stanza.words)}\n".encode() + _encoded(stanza.body) + b"\n"  # 32 bytes: one short line


def _encoded(value: bytes) -> bytes:
    return base64.b64encode(value).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise CannotDecrypt("no file of this kind") from None
