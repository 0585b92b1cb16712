"""The throw-away authority."""

import ssl

import pytest
from cryptography import x509

from gateway.demo.certificates import DEFAULT_NAME, Authority, Contexts


def shake(contexts: Contexts, ca: bytes, name: str | None, checked: str | None = None) -> ssl.SSLObject:
    """A handshake in memory; the server's side of it."""
    client_context = ssl.create_default_context(cadata=ca.decode("ascii"))
    client_context.verify_flags |= ssl.VERIFY_X509_STRICT
    if name is None:
        client_context.check_hostname = False
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(down, up, server_hostname=checked or name)
    server = contexts.default.wrap_bio(up, down, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return server


@pytest.mark.parametrize("name", ["api.openai.com", "api.anthropic.com", DEFAULT_NAME, None])
def test_certificate_for_any_name(name: str | None) -> None:
    """Whatever name is asked for gets a certificate that strict verification accepts; without a name the default one."""
    contexts = Contexts(Authority())
    server = shake(contexts, contexts.authority.pem(), name)
    assert contexts.names.get(server) == (name or DEFAULT_NAME)


@pytest.mark.parametrize("mode", ["untrusted", "wrong-host"])
def test_wrong_certificates_are_refused(mode: str) -> None:
    """The two wrong certificates fail a client's verification."""
    contexts = Contexts(Authority())
    contexts.certificate = mode
    with pytest.raises(ssl.SSLCertVerificationError):
        shake(contexts, contexts.authority.pem(), "api.openai.com")


def test_authority_says_what_its_key_is_for() -> None:
    """The CA certificate names its key usage: clients of Python 3.13 refuse one that does not."""
    usage = x509.load_pem_x509_certificate(Authority().pem()).extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_cert_sign
