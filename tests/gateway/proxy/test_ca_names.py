"""Name constraints: what our authority cannot sign for, whoever has its key."""

from __future__ import annotations

import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from allowlist.loader import packaged
from gateway.errors import UserError
from gateway.proxy.ca import Authority, load_or_create
from gateway.proxy.ca_names import MOST, permits, permitted, subtrees

NAMES = ("api.openai.com", "chatgpt.com", "openai.azure.com")
ROWS = [
    ("api.openai.com", True, "a host"),
    ("chatgpt.com", True, "a name"),
    ("www.chatgpt.com", True, "below a name"),
    ("office.openai.azure.com", True, "below a wildcard's name"),
    ("notchatgpt.com", False, "a suffix that is no label"),
    ("chatgpt.com.evil.example", False, "the name in front of another"),
    ("openai.com", False, "above a host"),
    ("www.example.cz", False, "anything else"),
    ("bank.example", False, "what an employee's bank would be"),
]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return load_or_create(tmp_path_factory.mktemp("ca"), names=lambda: NAMES)


def test_names_below_others_are_left_out() -> None:
    """A wildcard's name covers itself and all below it."""
    assert subtrees(["*.a.example", "b.a.example", "a.example", "c.example", "xa.example"]) == ("a.example", "c.example", "xa.example")
    with pytest.raises(UserError, match="too many"):
        subtrees(f"h{number}.example" for number in range(MOST + 1))


@pytest.mark.parametrize(("host", "good", "why"), ROWS)
def test_our_own_rule(authority: Authority, host: str, good: bool, why: str) -> None:
    """Whether a certificate is made at all: whole labels, at or below a name."""
    assert permits(permitted(authority.certificate), host) is good, why


@pytest.mark.parametrize(("host", "good", "why"), ROWS)
def test_a_verifier_refuses_the_rest(authority: Authority, host: str, good: bool, why: str) -> None:
    """A leaf that somebody signs with the authority's key for another host is refused by a client that trusts the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = authority.leaf(host, key, datetime.now(UTC))
    verifier = PolicyBuilder().store(Store([authority.certificate])).build_server_verifier(x509.DNSName(host))
    if good:
        verifier.verify(leaf, [])
    else:
        with pytest.raises(VerificationError):
            verifier.verify(leaf, [])


@pytest.mark.parametrize(("host", "good"), [("api.openai.com", True), ("www.example.cz", False)])
def test_a_client_refuses_the_handshake(authority: Authority, tmp_path: Path, host: str, good: bool) -> None:
    """OpenSSL, as Python, curl and many others use it, checks the constraint of the authority it was told to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = tmp_path / "leaf.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(secret + authority.leaf(host, key, datetime.now(UTC)).public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    client = ssl.create_default_context(cadata=authority.pem.decode())
    assert _shakes(server, client, host) is good


def _shakes(server: ssl.SSLContext, client: ssl.SSLContext, host: str) -> bool:
    import socket

    ours, theirs = socket.socketpair()
    with ours, theirs, ThreadPoolExecutor() as pool:

        def serve() -> None:
            try:
                with server.wrap_socket(ours, server_side=True):
                    pass
            except (ssl.SSLError, OSError):
                pass

        serving = pool.submit(serve)
        try:
            with client.wrap_socket(theirs, server_hostname=host):
                return True
        except ssl.SSLCertVerificationError as error:
            return "permitted subtree violation" not in str(error)
        finally:
            theirs.close()
            serving.result(10)


def test_addresses_are_excluded(authority: Authority) -> None:
    """A constraint on names leaves addresses free (RFC 5280); here none is left."""
    found = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert found.critical
    assert {str(name.value) for name in found.value.excluded_subtrees or ()} == {"0.0.0.0/0", "::/0"}


def test_the_whole_catalogue_fits(tmp_path: Path) -> None:
    """Every host of the catalogue at once: the certificate stays small enough to be handed out, and clients take its leaves."""
    patterns = [name for service in packaged().services.values() for group in service.hosts for name in group.names]
    authority = load_or_create(tmp_path / "ca", names=lambda: subtrees(patterns))
    assert len(authority.pem) < 64_000
    allowed = permitted(authority.certificate)
    assert all(permits(allowed, pattern.replace("*", "a")) for pattern in patterns)
    leaf = authority.leaf("api.openai.com", ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC))
    PolicyBuilder().store(Store([authority.certificate])).build_server_verifier(x509.DNSName("api.openai.com")).verify(leaf, [])


def test_without_names_nothing_is_limited(tmp_path: Path) -> None:
    """The default authority has no constraint; one that is there is not made anew."""
    made = load_or_create(tmp_path / "ca")
    assert permitted(made.certificate) is None
    assert permits(None, "www.example.cz")
    assert load_or_create(tmp_path / "ca", names=lambda: NAMES).pem == made.pem
