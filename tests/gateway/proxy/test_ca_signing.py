"""Leaves of an authority whose key is on a token: what a strict client accepts, and the way there from the request on."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.errors import UserError
from gateway.proxy import ca_rotation
from gateway.proxy.ca import load
from gateway.proxy.ca_import import read
from gateway.proxy.ca_request import request
from gateway.proxy.ca_token import TokenKey
from support.hierarchy import NOW, made
from support.tls_memory import handshake
from support.token import Token, token

ROOT = made("Kořenová autorita úřadu")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Token:
    return token(tmp_path_factory.mktemp("token"))


@pytest.mark.parametrize("name", ["ca", "rsa"])
def test_from_the_request_to_a_leaf(there: Token, tmp_path: Path, name: str) -> None:
    """Requested, issued, imported, kept, loaded anew; a client that trusts the office's root alone accepts the leaf, strictly."""
    asked = x509.load_pem_x509_csr(request(TokenKey(there.uri(name)), "Celnice úřadu"))
    assert asked.is_signature_valid
    assert asked.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    issued = made("Celnice úřadu", ROOT, path_length=0, public=asked.public_key())
    ca_rotation.take(tmp_path, read([issued.pem, ROOT.pem], None, NOW, token=TokenKey(there.uri(name))))
    assert (tmp_path / "ca.key").read_text().strip() == there.uri(name)
    authority = load(tmp_path)
    authority.prove()
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = authority.leaf("api.openai.com", key, datetime.now(UTC))
    leaf.verify_directly_issued_by(authority.certificate)
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = tmp_path / "leaf.pem"
    pem.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM) + issued.pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    for host, accepted in (("api.openai.com", True), ("chatgpt.com", False)):
        client = ssl.create_default_context(cadata=ROOT.pem.decode())
        client.verify_flags |= ssl.VERIFY_X509_STRICT
        assert handshake(server, client, host) is accepted


def test_another_key_than_the_certificates(there: Token, tmp_path: Path) -> None:
    """Refused at the import, and at the start of a gateway whose token was exchanged."""
    issued = made("Celnice úřadu", ROOT, public=TokenKey(there.uri("rsa")).public_key())
    with pytest.raises(UserError, match="no certificate belongs"):
        read([issued.pem, ROOT.pem], None, NOW, token=TokenKey(there.uri("ca")))
    ca_rotation.take(tmp_path, read([issued.pem, ROOT.pem], None, NOW, token=TokenKey(there.uri("rsa"))))
    (tmp_path / "ca.key").write_text(there.uri("ca"))
    with pytest.raises(UserError, match=r"not that of ca\.pem"):
        load(tmp_path).prove()


def test_a_key_in_two_places(there: Token) -> None:
    """A file with a key beside a token is a mistake that is said."""
    issued = made("Celnice úřadu", ROOT)
    with pytest.raises(UserError, match="and --token too"):
        read([issued.pem, issued.key_pem(), ROOT.pem], None, NOW, token=TokenKey(there.uri()))
