"""The officer, the second holder and a stranger: their keys."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.keeping_settings import Evidence, Level
from gateway.store import reader_keys

OFFICER, SECOND, STRANGER = (X25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
PASSPHRASE = "čtyři koně ve dvoře"


def evidence(folder: Path, keep: Level = "full", *, two: bool = False) -> Evidence:
    """Settings with the public keys in files of this folder."""
    for name, key in (("officer", OFFICER), ("second", SECOND)):
        (folder / f"{name}.pub").write_text(reader_keys.public_pem(key.public_key()))
    return Evidence(keep=keep, readers=(folder / "officer.pub",), second_readers=(folder / "second.pub",) if two else ())
