"""TLS on both sides."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.proxy import tls
from gateway.proxy.ca import Authority
from gateway.proxy.ca_token import TokenKey
from support import proxy as support_proxy
from support.ca import authority
from support.hierarchy import made
from support.proxy import Running, running
from support.stand_in import Provider
from support.token import Token, token


def shown_certificate(proxy: Running, target: str, name: str | None) -> bytes | None:
    """The certificate that the proxy shows after CONNECT to ``target`` for that SNI; None when the handshake fails."""
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(f"CONNECT {target}:443 HTTP/1.1\r\nHost: {target}:443\r\n\r\n".encode())
    raw.recv(4096)
    context = ssl.create_default_context(cadata=authority().pem.decode())
    context.check_hostname = False
    try:
        with context.wrap_socket(raw, server_hostname=name) as secured:
            return secured.getpeercert(binary_form=True)
    except (ssl.SSLError, ConnectionError):
        return None
    finally:
        raw.close()


SNI = [
    ("api.openai.com", "api.openai.com", True, "the same name"),
    ("api.openai.com", "API.OpenAI.com", True, "the same name in another case"),
    ("api.openai.com", "api.anthropic.com", False, "another approved tool"),
    ("api.openai.com", "chatgpt.com", False, "another catalogued service"),
    ("api.openai.com", "example.com", False, "a host outside the catalogue"),
    ("api.openai.com", None, True, "no SNI: the CONNECT says it"),
    ("chatgpt.com", "chatgpt.com", True, "a service that is not approved gets its page"),
]


@pytest.mark.parametrize(("target", "name", "shown", "why"), SNI, ids=[row[3] for row in SNI])
def test_sni_and_connect_agree(proxy: Running, target: str, name: str | None, shown: bool, why: str) -> None:
    """No certificate is shown for a name that is not the CONNECT's."""
    assert (shown_certificate(proxy, target, name) is not None) is shown, why
    assert proxy.meter.seen["connection", "sni_mismatch"] == (not shown)


def test_a_host_header_for_another_host(proxy: Running) -> None:
    """Host, SNI and CONNECT agree, or the request is refused."""
    status, _, _ = proxy.send({}, headers={"Host": "api.anthropic.com"})
    assert status == 403
    assert proxy.meter.seen["refusal", "host_mismatch"] == 1
    assert proxy.provider.untouched()


@pytest.mark.parametrize("mode", ["untrusted", "wrong-host"])
def test_the_providers_certificate_is_verified(proxy: Running, mode: str) -> None:
    """Data does not go to whoever answers: 502, and no request arrived."""
    proxy.provider.show(mode)
    try:
        status, body, _ = proxy.prompt("Dobrý den")
        assert status == 502
        assert b"certificate" in body
        assert proxy.provider.requests() == []
    finally:
        proxy.provider.show("good")


def test_trust_is_the_public_roots_and_the_offices(tmp_path: Path) -> None:
    """Further authorities are added to the public ones, not put in their place."""
    extra = tmp_path / "extra.pem"
    extra.write_bytes(authority().pem)
    bundle = tls.trust_file(tmp_path, [extra]).read_text()
    assert authority().pem.decode() in bundle
    assert bundle.count("BEGIN CERTIFICATE") > 50


@pytest.mark.parametrize("content", ["nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", None])
def test_a_bad_authority_file(tmp_path: Path, content: str | None) -> None:
    """A file that is none stops the start and is named."""
    extra = tmp_path / "extra.pem"
    if content is not None:
        extra.write_text(content)
    with pytest.raises(UserError, match="upstream_ca"):
        tls.trust_file(tmp_path, [extra])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Token:
    return token(tmp_path_factory.mktemp("token"))


@pytest.mark.parametrize("answers", [True, False], ids=["a token that signs", "a token that refuses the PIN"])
def test_the_key_on_a_token(
    recording_provider: Provider, there: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    """A client that trusts the office's root gets its answer; without the token's signature no connection, counted, and nothing leaves."""
    (tmp_path / "pin").write_text("wrong")
    root, key = made("Kořen úřadu"), TokenKey(there.uri())
    issued = made("Celnice úřadu", root, path_length=0, public=key.public_key())
    used = key if answers else TokenKey(there.uri(pin=str(tmp_path / "pin")))
    monkeypatch.setattr(support_proxy, "authority", lambda: Authority(issued.certificate, used, (root.certificate,)))
    recording_provider.reset()
    with running(recording_provider, tmp_path) as proxy:
        if answers:
            assert proxy.prompt("Dobrý den")[0] == 200
        else:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                proxy.prompt("Dobrý den")
            assert recording_provider.requests() == []
        assert proxy.meter.seen["connection", "ca_token"] == (not answers)
