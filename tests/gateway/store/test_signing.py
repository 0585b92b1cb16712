import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.errors import UserError
from gateway.record.erasure import key_id
from gateway.store import signing


def test_made_once(tmp_path):
    """The node's key is made at first use and then kept; its public half is trusted."""
    assert signing.trusted(tmp_path / "keys") == ()
    key = signing.signer(tmp_path / "keys")
    assert key_id(signing.signer(tmp_path / "keys").public_key()) == key_id(key.public_key())
    assert [key_id(known) for known in signing.trusted(tmp_path / "keys")] == [key_id(key.public_key())]
    assert (tmp_path / "keys" / signing.PRIVATE).stat().st_mode & 0o777 == 0o600


def test_other_nodes(tmp_path):
    """Public keys of other nodes, or of former times, are trusted when their file is put beside it."""
    other = signing.signer(tmp_path / "other")
    mine = signing.signer(tmp_path / "mine")
    (tmp_path / "mine" / "node-b.pub").write_bytes(signing.public_pem(other))
    assert {key_id(key) for key in signing.trusted(tmp_path / "mine")} == {key_id(mine.public_key()), key_id(other.public_key())}


def _x25519(public):
    key = X25519PrivateKey.generate()
    if public:
        return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.mark.parametrize("content", [b"", b"rubbish", _x25519(public=False)])
def test_damaged_private_key(tmp_path, content):
    """A damaged key is said, not replaced."""
    path = tmp_path / signing.PRIVATE
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(UserError, match="restore it"):
        signing.signer(tmp_path)


@pytest.mark.parametrize("content", [b"", b"rubbish", _x25519(public=True)])
def test_damaged_public_key(tmp_path, content):
    """A damaged public key is named: passing over it would make good erasures look forged."""
    (tmp_path / "node-b.pub").write_bytes(content)
    with pytest.raises(UserError, match=r"node-b\.pub"):
        signing.trusted(tmp_path)
