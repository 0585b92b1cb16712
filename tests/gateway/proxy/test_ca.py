"""The certificate authority: made once, its key closed to others, its leaves accepted by a strict client."""

from __future__ import annotations

import ssl
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.errors import UserError
from gateway.proxy.ca import load, load_or_create
from support.tls_memory import handshake

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_it_is_made_once(tmp_path: Path) -> None:
    """The second start finds the authority of the first."""
    assert load_or_create(tmp_path / "ca").pem == load_or_create(tmp_path / "ca").pem


def test_the_key_is_closed(tmp_path: Path) -> None:
    """The key file has mode 0600, and an open one refuses to start with the fix."""
    load_or_create(tmp_path / "ca")
    key = tmp_path / "ca" / "ca.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.chmod(0o644)
    with pytest.raises(UserError, match="chmod 600"):
        load(tmp_path / "ca")


def test_extensions_that_clients_demand(tmp_path: Path) -> None:
    """RFC 5280: basicConstraints and keyUsage are there and critical; Python 3.13 refuses an authority without them."""
    certificate = load_or_create(tmp_path / "ca").certificate
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert constraints.critical
    assert constraints.value.ca
    assert usage.critical
    assert usage.value.key_cert_sign
    assert not usage.value.digital_signature


def test_a_leaf_is_for_one_host_and_trusted(tmp_path: Path) -> None:
    """A strict client that trusts the authority accepts a leaf for its host and for no other."""
    authority = load_or_create(tmp_path / "ca")
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = authority.leaf("api.openai.com", key, datetime.now(UTC))
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["api.openai.com"]
    assert leaf.not_valid_after_utc <= authority.certificate.not_valid_after_utc
    pem = tmp_path / "leaf.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    for host, accepted in (("api.openai.com", True), ("chatgpt.com", False)):
        client = ssl.create_default_context(cadata=authority.pem.decode())
        client.verify_flags |= ssl.VERIFY_X509_STRICT
        assert handshake(server, client, host) is accepted


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    """One of several starters makes the authority; whoever comes second either loads it or says what is half there."""

    def start(_: int) -> bytes | None:
        try:
            return load_or_create(tmp_path / "ca").pem
        except UserError:
            return None

    with ThreadPoolExecutor(4) as pool:
        made = {pem for pem in pool.map(start, range(4)) if pem}
    assert made == {load(tmp_path / "ca").pem}


@pytest.mark.parametrize("missing", ["ca.pem", "ca.key"])
def test_half_an_authority(tmp_path: Path, missing: str) -> None:
    """A lost half is said, and never silently replaced: devices trust the old one."""
    load_or_create(tmp_path / "ca")
    (tmp_path / "ca" / missing).unlink()
    with pytest.raises(UserError):
        load_or_create(tmp_path / "ca")


def test_a_damaged_certificate(tmp_path: Path) -> None:
    """A file that is no certificate is named."""
    load_or_create(tmp_path / "ca")
    (tmp_path / "ca" / "ca.pem").write_text("nothing")
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "ca")


def test_the_key_does_not_show(tmp_path: Path) -> None:
    """No repr of the authority holds its key."""
    assert "PrivateKey" not in repr(load_or_create(tmp_path / "ca"))
