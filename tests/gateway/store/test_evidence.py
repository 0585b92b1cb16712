import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.store.evidence import EvidenceStore, aad
from gateway.store.seal import CannotOpen, unseal
from support.events import FIRST

DPO, SECOND = (X25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


@pytest.fixture
def evidence(url):
    store = EvidenceStore(url)
    yield store
    store.close()


def test_only_readers_read(evidence):
    """What is put can be opened by its reader, bound to its event."""
    identity = evidence.put("e1", b"sealed words", [DPO.public_key()], FIRST)
    row = evidence.get(identity)
    assert (row.event_id, row.at) == ("e1", FIRST)
    assert unseal(row.sealed, DPO, aad("e1")) == b"sealed words"
    with pytest.raises(CannotOpen):
        unseal(row.sealed, DPO, aad("e2"))
    assert evidence.of_event("e1") == (identity,)
    assert evidence.of_event("e2") == ()
    assert evidence.get("nobody") is None


def test_rotation(evidence):
    """Readers change by wrapping anew; who cannot open it changes nothing."""
    identity = evidence.put("e1", b"sealed words", [DPO.public_key()])
    with pytest.raises(CannotOpen):
        evidence.rewrap(identity, SECOND, [SECOND.public_key()])
    assert evidence.rewrap(identity, DPO, [SECOND.public_key()])
    sealed = evidence.get(identity).sealed
    assert unseal(sealed, SECOND, aad("e1")) == b"sealed words"
    with pytest.raises(CannotOpen):
        unseal(sealed, DPO, aad("e1"))
    assert not evidence.rewrap("nobody", DPO, [SECOND.public_key()])


def test_destroy(evidence):
    """Deleting the wrapped keys ends it for every reader; the ciphertext alone is noise."""
    identity = evidence.put("e1", b"sealed words", [DPO.public_key(), SECOND.public_key()])
    assert evidence.destroy(identity)
    assert not evidence.destroy(identity)
    for key in (DPO, SECOND):
        with pytest.raises(CannotOpen):
            unseal(evidence.get(identity).sealed, key, aad("e1"))


def test_nobody_to_seal_to(evidence):
    """Nothing is kept that nobody could open."""
    with pytest.raises(ValueError):
        evidence.put("e1", b"sealed words", [])
    assert evidence.of_event("e1") == ()


def test_no_plaintext_in_the_files(evidence, url, tmp_path):
    """The database never sees the plaintext."""
    evidence.put("e1", b"sealed words of somebody", [DPO.public_key()])
    assert all(b"of somebody" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
