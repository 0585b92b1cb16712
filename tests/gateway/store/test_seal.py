import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.store.seal import CannotOpen, Sealed, destroyed, reader_id, rewrap, seal, unseal

DPO, SECOND, STRANGER = (X25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
BOTH = [DPO.public_key(), SECOND.public_key()]
TEXT = b"what was asked"
SEALED = seal(TEXT, BOTH, b"event 1")


@pytest.mark.parametrize("key", [DPO, SECOND])
def test_each_reader_opens_alone(key):
    """Every reader opens it with their own key."""
    assert unseal(SEALED, key, b"event 1") == TEXT


@pytest.mark.parametrize(
    ("sealed", "key", "aad", "why"),
    [
        (SEALED, STRANGER, b"event 1", "not a reader"),
        (SEALED, DPO, b"event 2", "bound to another event"),
        (destroyed(SEALED), DPO, b"event 1", "the wrapped keys are gone"),
        (
            dataclasses.replace(SEALED, ciphertext=SEALED.ciphertext[:-1] + bytes([SEALED.ciphertext[-1] ^ 1])),
            DPO,
            b"event 1",
            "changed record",
        ),
        (dataclasses.replace(SEALED, ciphertext=b""), DPO, b"event 1", "empty record"),
        (dataclasses.replace(SEALED, wrapped=seal(TEXT, BOTH, b"event 1").wrapped), DPO, b"event 1", "keys of another record"),
        (
            dataclasses.replace(SEALED, wrapped=(dataclasses.replace(SEALED.wrapped[1], reader=SEALED.wrapped[0].reader),)),
            DPO,
            b"event 1",
            "another reader's key",
        ),
        (dataclasses.replace(SEALED, wrapped=(dataclasses.replace(SEALED.wrapped[0], key=b"short"),)), DPO, b"event 1", "a cut key"),
    ],
)
def test_cannot_open(sealed, key, aad, why):
    """Whoever is not a reader, and whatever was changed, moved or destroyed, is told so and nothing more."""
    with pytest.raises(CannotOpen) as caught:
        unseal(sealed, key, aad)
    assert "asked" not in str(caught.value), why
    assert caught.value.__cause__ is None


def test_nobody_to_seal_to():
    """Evidence that nobody can open is a mistake."""
    with pytest.raises(ValueError):
        seal(TEXT, [], b"")
    with pytest.raises(ValueError):
        rewrap(SEALED, DPO, [], b"event 1")


def test_rotation():
    """One reader can give the record to others: the ciphertext stays, whoever was left out has nothing left to open."""
    moved = rewrap(SEALED, DPO, [SECOND.public_key(), STRANGER.public_key()], b"event 1")
    assert moved.ciphertext == SEALED.ciphertext
    assert unseal(moved, STRANGER, b"event 1") == TEXT
    with pytest.raises(CannotOpen):
        unseal(moved, DPO, b"event 1")
    with pytest.raises(CannotOpen):
        rewrap(SEALED, STRANGER, [STRANGER.public_key()], b"event 1")


def test_same_reader_twice_is_one():
    """A reader named twice has one wrapped key."""
    assert [wrapped.reader for wrapped in seal(TEXT, [BOTH[0]] * 2, b"").wrapped] == [reader_id(BOTH[0])]


def test_fresh_every_time():
    """Sealing the same text twice gives nothing to compare."""
    again = seal(TEXT, BOTH, b"event 1")
    assert again.ciphertext != SEALED.ciphertext
    assert {w.key for w in again.wrapped}.isdisjoint(w.key for w in SEALED.wrapped)


def test_text_form():
    """A sealed record survives as text, and shows nothing."""
    assert Sealed.from_json(SEALED.to_json()) == SEALED
    assert "asked" not in SEALED.to_json() + repr(SEALED)
    assert "key=" not in repr(SEALED)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"v": 2}', '{"v": 1, "ciphertext": "!", "keys": {}}', '{"v": 1, "ciphertext": "", "keys": {"a": 1}}']
)
def test_bad_text_form(text):
    """Anything else is not a sealed record."""
    with pytest.raises(CannotOpen):
        Sealed.from_json(text)


@given(st.binary(max_size=2000), st.binary(max_size=50))
@settings(max_examples=40, deadline=None)
def test_round_trip(plaintext, aad):
    """Any bytes come back whole."""
    sealed = seal(plaintext, BOTH, aad)
    assert unseal(sealed, SECOND, aad) == plaintext
    assert len(plaintext) < 8 or plaintext not in sealed.ciphertext
