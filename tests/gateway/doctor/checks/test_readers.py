"""Public keys of readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.doctor.api import State
from gateway.doctor.checks.readers import CHECK
from support.doctor import around, worst

KEY = X25519PrivateKey.generate()


def _public(key) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    ("made", "state", "reason"),
    [
        (_public(X25519PrivateKey.generate()), State.OK, "a key of the right kind"),
        (_public(generate_private_key(SECP256R1())), State.FAULT, "a key of another kind"),
        (b"-----BEGIN", State.FAULT, "no key"),
        (None, State.FAULT, "no file"),
    ],
)
def test_each_key(tmp_path: Path, made: bytes | None, state: State, reason: str) -> None:
    """A wrong one means that nobody can ever open what is sealed now."""
    file = tmp_path / "dpo.pub"
    if made:
        file.write_bytes(made)
    assert worst(CHECK, around(tmp_path, people={"readers": [file]}))[0] is state, reason


def test_one_key_twice_is_one_person(tmp_path: Path) -> None:
    """A copy of the officer's key as the second holder's."""
    for name in ("a.pub", "b.pub"):
        (tmp_path / name).write_bytes(_public(KEY))
    both = {"keep": "excerpt", "readers": [tmp_path / "a.pub"], "second_readers": [tmp_path / "b.pub"]}
    assert worst(CHECK, around(tmp_path, evidence=both))[0] is State.FAULT


def test_one_reader_is_few(tmp_path: Path) -> None:
    """A key that is lost cannot be had again."""
    for name in ("a.pub", "b.pub"):
        (tmp_path / name).write_bytes(_public(X25519PrivateKey.generate()))
    one = {"keep": "excerpt", "readers": [tmp_path / "a.pub"]}
    assert worst(CHECK, around(tmp_path, evidence=one))[0] is State.WARNING
    assert worst(CHECK, around(tmp_path, evidence={**one, "readers": [tmp_path / "a.pub", tmp_path / "b.pub"]}))[0] is State.OK
    assert worst(CHECK, around(tmp_path))[0] is State.OK
