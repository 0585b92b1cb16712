import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.record.canonical import canonical
from gateway.record.chain import draft
from gateway.record.erasure import EraseReason, Erasure, Target, key_id, proven, signed
from support.events import FIRST

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
ERASURE = Erasure("x1", FIRST, EraseReason.RETENTION, (Target("e1", "node-a", 7, b"h" * 32),), key_id(KEY.public_key()))
SIGNED = signed(ERASURE, KEY)


def test_proof_round_trip():
    """A signed erasure says what was erased, and is an event that can be chained."""
    assert proven(canonical(SIGNED), [OTHER.public_key(), KEY.public_key()]) == ERASURE
    assert draft(canonical(SIGNED)).clear.type == "chain.erased"


def _changed(**changes):
    return canonical({**SIGNED, **changes})


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (_changed(reason="subject_request"), "another reason"),
        (_changed(erased=[]), "no targets"),
        (_changed(erased=[{**SIGNED["erased"][0], "seq": 8}]), "another entry"),
        (_changed(erased=[{**SIGNED["erased"][0], "hash": "00" * 32}]), "another hash"),
        (_changed(at="2026-10-02T08:00:00.000+00:00"), "another time"),
        (_changed(id="x2"), "another event"),
        (_changed(signature="00" * 64), "another signature"),
        (_changed(signature="zz"), "no signature"),
        (_changed(key=key_id(OTHER.public_key())), "another key's name"),
        (canonical({name: value for name, value in SIGNED.items() if name != "signature"}), "unsigned"),
        (_changed(note="added"), "a fact that was not signed"),
        (b"[]", "not an object"),
        (b"{", "not JSON"),
    ],
)
def test_forged(payload, why):
    """Only the exact words that a trusted key signed prove an erasure."""
    assert proven(payload, [KEY.public_key(), OTHER.public_key()]) is None, why


def test_untrusted_key():
    """A good signature of an unknown key proves nothing."""
    assert proven(canonical(SIGNED), [OTHER.public_key()]) is None
    assert proven(canonical(SIGNED), []) is None


def test_unknown_reason_of_a_trusted_key():
    """A reason outside the closed set is no proof, even signed: it could be somebody's words."""
    facts = {**ERASURE.facts(), "reason": "Alena asked"}
    payload = canonical({**facts, "signature": KEY.sign(b"celnice.erasure.1\x00" + canonical(facts)).hex()})
    assert proven(payload, [KEY.public_key()]) is None
    assert "Alena" not in json.dumps(SIGNED)


def test_signing_with_another_key_is_refused():
    """The named key is the signing key."""
    with pytest.raises(ValueError):
        signed(ERASURE, OTHER)
