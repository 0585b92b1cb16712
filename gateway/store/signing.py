"""The key that signs erasures, and the public keys whose erasures count. In files: whoever owns the database cannot add one."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gateway.errors import UserError
from gateway.store import keyfile

PRIVATE = "erasure.pem"


def signer(folder: Path) -> Ed25519PrivateKey:
    """The node's key (PKCS #8, PEM, 0600), made at first use. Raises OSError, UserError for a damaged file."""
    content = keyfile.read_or_create(folder / PRIVATE, _new)
    try:
        key = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UserError(f"{PRIVATE} is no private key: restore it from a backup") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError(f"{PRIVATE} is no Ed25519 key: restore it from a backup")
    return key


def trusted(folder: Path) -> tuple[Ed25519PublicKey, ...]:
    """The public half of the node's key, if it has one, and every ``*.pub`` file beside it (PEM): former keys, other nodes."""
    keys = [signer(folder).public_key()] if (folder / PRIVATE).exists() else []
    for path in sorted(folder.glob("*.pub")):
        try:
            key = serialization.load_pem_public_key(path.read_bytes())
        except (ValueError, UnsupportedAlgorithm):
            raise UserError(f"{path.name} in {folder.name} is no public key: remove it or restore it") from None
        if not isinstance(key, Ed25519PublicKey):
            raise UserError(f"{path.name} in {folder.name} is no Ed25519 key: remove it or restore it")
        keys.append(key)
    return tuple(keys)


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """What other nodes keep as a ``*.pub`` file."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _new() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
