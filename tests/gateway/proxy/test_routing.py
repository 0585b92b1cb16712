"""Only HTTP over TLS goes through: what else comes on either port is closed and counted, and the provider sees nothing."""

from __future__ import annotations

import os
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from support.ca import authority
from support.proxy import Running, running
from support.stand_in import Provider

HELLO_TO = "example.com"


def connect(proxy: Running, target: str) -> tuple[socket.socket, bytes]:
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        piece = raw.recv(1)
        if not piece:
            break
        answer += piece
    return raw, answer


def rest(connection: socket.socket) -> bytes:
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except (ConnectionError, TimeoutError):
        pass
    return data


RAW = [
    (b"SSH-2.0-OpenSSH_9.2\r\n", "SSH"),
    (b"GET /\r\n", "HTTP/0.9"),
    (b"GET / HTTP/1.1\r\nHost: api.openai.com\r\n\r\n", "HTTP without TLS"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "h2c"),
    (b"\x00\x01\x02\x03" + os.urandom(64), "random bytes"),
    (b"\x16\x02\x00\x00\x05hello", "almost TLS"),
    (b"{", "one byte"),
]


@pytest.mark.parametrize(("sent", "why"), RAW, ids=[row[1] for row in RAW])
def test_raw_bytes_after_connect(proxy: Running, sent: bytes, why: str) -> None:
    """``rawtcp`` is off and stays off."""
    raw, answer = connect(proxy, "api.openai.com:443")
    assert b" 200 " in answer
    raw.sendall(sent)
    assert rest(raw) == b"", why
    raw.close()
    assert proxy.provider.untouched()
    assert proxy.meter.seen["connection", "not_tls"] == 1


def test_half_a_hello_then_nonsense(proxy: Running) -> None:
    """A record that starts like TLS and is none fails in the handshake."""
    raw, _ = connect(proxy, "api.openai.com:443")
    raw.sendall(b"\x16\x03\x01\x00\x10" + b"\xff" * 16)
    raw.settimeout(0.5)  # it may wait for the rest of a hello that never comes
    rest(raw)
    raw.close()
    assert proxy.provider.untouched()


TARGETS = [
    ("127.0.0.1:443", "an address"),
    ("[::1]:443", "an IPv6 address"),
    ("2130706433:443", "an address as a number"),
    ("0x7f.1:443", "an address in hexadecimal"),
    ("example.com:443", "a host outside the catalogue"),
    ("api.openai.com:22", "another port of a tool"),
    ("evil.example?api.openai.com:443", "not a name"),
]


@pytest.mark.parametrize(("target", "why"), TARGETS, ids=[row[1] for row in TARGETS])
def test_connect_refused(proxy: Running, target: str, why: str) -> None:
    """403 to CONNECT; no TLS, so no certificate."""
    raw, answer = connect(proxy, target)
    raw.close()
    assert answer.split(b" ")[1] in {b"403", b"400"}, why
    assert proxy.provider.untouched()


def hello(raw: socket.socket, name: str | None) -> ssl.SSLSocket:
    context = ssl.create_default_context(cadata=authority().pem.decode())
    context.check_hostname = False
    return context.wrap_socket(raw, server_hostname=name)


def test_tls_to_the_proxy_port(proxy: Running) -> None:
    """The proxy's own port speaks TLS only with a certificate of its own."""
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        hello(raw, "api.openai.com")
    raw.close()
    assert proxy.meter.seen["connection", "tls_to_port"] >= 1


def test_plain_http_is_refused(proxy: Running) -> None:
    """http:// to a provider would leave in clear."""
    raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
    raw.sendall(b"GET http://api.openai.com/v1/models HTTP/1.1\r\nHost: api.openai.com\r\nConnection: close\r\n\r\n")
    assert rest(raw).split(b" ")[1] == b"403"
    raw.close()
    assert proxy.meter.seen["refusal", "plain_http"] == 1
    assert proxy.provider.untouched()


def test_tunnel_mode(recording_provider: Provider, tmp_path: Path) -> None:
    """``outside = "tunnel"``: a host outside the catalogue passes undecrypted, if its SNI names it; a catalogued one never does."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, outside="tunnel") as proxy:
        raw, answer = connect(proxy, "elsewhere.example.invalid:443")
        assert b" 200 " in answer
        with pytest.raises((ssl.SSLError, ConnectionError)):
            hello(raw, "api.openai.com")  # another name inside
        raw.close()
        assert proxy.meter.seen["connection", "sni_mismatch"] == 1
        raw, answer = connect(proxy, "elsewhere.example.invalid:443")
        raw.sendall(b"SSH-2.0-x\r\n")
        assert rest(raw) == b""
        raw.close()
        assert proxy.meter.seen["connection", "not_tls"] == 1
        raw, answer = connect(proxy, "127.0.0.1:443")
        raw.close()
        assert answer.split(b" ")[1] == b"403"
        raw, answer = connect(proxy, "chatgpt.com:443")
        inside = hello(raw, "chatgpt.com")
        assert inside.version()
        inside.close()


def test_a_port_with_a_certificate_of_its_own(recording_provider: Provider, tmp_path: Path) -> None:
    """Beyond loopback the proxy's port speaks TLS: CONNECT inside it works, plain HTTP is closed."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = authority().leaf("proxy.urad.test", key, datetime.now(UTC))
    (tmp_path / "port.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "port.key").write_bytes(secret)
    own = {"tls_certificate": tmp_path / "port.pem", "tls_key": tmp_path / "port.key"}
    with running(recording_provider, tmp_path, **own) as proxy:
        raw, answer = connect(proxy, "api.openai.com:443")
        raw.close()
        assert answer == b""
        assert proxy.meter.seen["connection", "not_tls"] == 1
        context = ssl.create_default_context(cadata=authority().pem.decode())
        raw = socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), timeout=60)
        with context.wrap_socket(raw, server_hostname="proxy.urad.test") as outer:
            outer.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
            assert b" 200 " in outer.recv(4096)
