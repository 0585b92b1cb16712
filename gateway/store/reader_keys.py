"""The keys of those who open evidence: public halves in the settings, private halves with the officer and the second holder.

A private key is a JSON file, encrypted with a passphrase by means that a browser's WebCrypto has, too (docs/evidence.md):
PBKDF2-HMAC-SHA-256, AES-256-GCM over the PKCS #8 form of an X25519 key.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from gateway.errors import UserError
from gateway.keeping_settings import Evidence
from gateway.store.seal import reader_id

ITERATIONS = 600_000
"""OWASP's advice for PBKDF2 with SHA-256 (Password Storage Cheat Sheet)."""

MOST_ITERATIONS = 20_000_000
"""More would let a file stop the machine for minutes."""

SHORTEST_PASSPHRASE = 12
"""Characters. The file may be copied and guessed at in peace."""

_TYPE = "celnice-reader-key"


def protected(key: X25519PrivateKey, passphrase: str, name: str = "") -> str:
    """The private key as an encrypted file. Raises UserError for a short passphrase."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(f"the passphrase is too short: use at least {SHORTEST_PASSPHRASE} characters, several words")
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(12)
    inner = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    head: dict[str, Any] = {"v": 1, "type": _TYPE, "name": name, "reader": reader_id(key.public_key())}
    return json.dumps(
        {
            **head,
            "public": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
            "kdf": {"name": "PBKDF2", "hash": "SHA-256", "iterations": ITERATIONS, "salt": base64.b64encode(salt).decode()},
            "cipher": {"name": "AES-GCM", "iv": base64.b64encode(iv).decode()},
            "private": base64.b64encode(AESGCM(_stretched(passphrase, salt, ITERATIONS)).encrypt(iv, inner, _aad(head))).decode(),
        },
        ensure_ascii=False,
        indent=1,
    )


def private_key(text: str, passphrase: str) -> X25519PrivateKey:
    """Reads :func:`protected`. Raises UserError."""
    try:
        value = json.loads(text)
        if value["type"] != _TYPE or value["v"] != 1:
            raise UserError("this is no key of a reader of this release")
        head = {name: value[name] for name in ("v", "type", "name", "reader")}
        iterations = int(value["kdf"]["iterations"])
        if not 0 < iterations <= MOST_ITERATIONS or value["kdf"]["name"] != "PBKDF2" or value["cipher"]["name"] != "AES-GCM":
            raise UserError("this key file uses a method that is not known here")
        salt, iv, inner = (base64.b64decode(one, validate=True) for one in (value["kdf"]["salt"], value["cipher"]["iv"], value["private"]))
        key = serialization.load_der_private_key(AESGCM(_stretched(passphrase, salt, iterations)).decrypt(iv, inner, _aad(head)), None)
    except InvalidTag:
        raise UserError("the passphrase is wrong, or the key file was changed") from None
    except (KeyError, TypeError, ValueError, AttributeError, UnsupportedAlgorithm):
        raise UserError("this is no key file of a reader: give the file that `celnice evidence keys new` wrote") from None
    if not isinstance(key, X25519PrivateKey):
        raise UserError("this key is of another kind: give the file that `celnice evidence keys new` wrote")
    return key


def public_pem(key: X25519PublicKey) -> str:
    """The public half, as the settings name it."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def public_keys(files: Iterable[Path]) -> tuple[X25519PublicKey, ...]:
    """The public keys in these files. Raises UserError that names the file."""
    return tuple(_public(path) for path in files)


def of_evidence(settings: Evidence) -> tuple[tuple[X25519PublicKey, ...], tuple[X25519PublicKey, ...]]:
    """The readers and the second readers. Raises UserError, also for a key in both lists: its holder would open a record alone."""
    readers, second = public_keys(settings.readers), public_keys(settings.second_readers)
    if {reader_id(key) for key in readers} & {reader_id(key) for key in second}:
        raise UserError("evidence: readers and second_readers hold the same key in two files; two persons need a key each")
    return readers, second


def write_private(path: Path, text: str) -> None:
    """Writes a key file that nobody else may read, and never over another one. Raises UserError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise UserError(f"{path} is there already: a key is never overwritten; name a new file") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror})") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(descriptor)


def _public(path: Path) -> X25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise UserError(f"{path}: the public key cannot be read ({error.strerror})") from None
    except (ValueError, UnsupportedAlgorithm):
        raise UserError(f"{path}: is no public key in PEM; `celnice evidence keys new` writes one") from None
    if not isinstance(key, X25519PublicKey):
        raise UserError(f"{path}: is a key of another kind; `celnice evidence keys new` writes one")
    return key


def _stretched(passphrase: str, salt: bytes, iterations: int) -> bytes:
    return PBKDF2HMAC(hashes.SHA256(), 32, salt, iterations).derive(passphrase.encode())


def _aad(head: dict[str, Any]) -> bytes:
    return json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
