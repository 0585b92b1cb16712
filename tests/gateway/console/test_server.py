"""The server on its port."""

from __future__ import annotations

import asyncio
import logging
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.console.server import configuration, listener, serve
from gateway.settings import Console, Settings
from support.console import BEARER, Parts, ours, served


def tls_files(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "k.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "c.pem", folder / "k.pem"


def test_it_serves_and_logs_no_request(caplog: pytest.LogCaptureFixture) -> None:
    """No access log, which would hold query strings, and no header that names the server."""
    with caplog.at_level(logging.DEBUG), served(Parts().app()) as base:
        answer = httpx.get(f"{base}/api/v1/events?limit=7", headers=BEARER, timeout=60, trust_env=False)
    assert answer.status_code == 200
    assert "server" not in answer.headers
    assert "/api/v1" not in ours(caplog)


def test_tls_is_served_from_1_2_up(tmp_path: Path) -> None:
    """With a certificate the port speaks TLS, and nothing older than 1.2."""
    certificate, key = tls_files(tmp_path)
    settings = Settings(console=Console(tls_certificate=certificate, tls_key=key))
    context = ssl.create_default_context(cafile=str(certificate))
    with served(Parts().app(settings), settings) as base:
        answer = httpx.get(f"{base}/healthz", verify=context, timeout=60, trust_env=False)
    assert answer.text == "ok\n"
    assert "strict-transport-security" in answer.headers
    loaded = configuration(Parts().app(settings), settings.console)
    loaded.load()
    assert loaded.ssl is not None
    assert loaded.ssl.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_taken_port_is_an_error() -> None:
    """The caller is told, and can name the setting."""
    with listener(Console(port=0)) as taken:
        settings = Console(port=taken.getsockname()[1])
        with pytest.raises(OSError):
            asyncio.run(serve(Parts().app(), settings, asyncio.Event()))


def test_a_head_has_a_limit() -> None:
    """Headers without end are refused by the server itself, with 400 or a closed connection, and are not kept in memory."""
    with served(Parts().app()) as base:
        try:
            answer = httpx.get(f"{base}/healthz", headers={"X": "x" * 2_000_000}, timeout=60, trust_env=False)
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            return
    assert answer.status_code == 400


def test_ipv6_loopback_is_served_where_there_is_one() -> None:
    """An IPv6 host opens an IPv6 socket."""
    try:
        opened = listener(Console(host="::1", port=0))
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with opened:
        assert opened.getsockname()[0] == "::1"


def test_signals_stay_with_the_supervisor() -> None:
    """The server takes no signal handler of its own, so that one place decides how a process ends."""
    import signal

    before = signal.getsignal(signal.SIGTERM)

    async def run() -> None:
        stop = asyncio.Event()
        seen: list[int] = []

        def listening(port: int) -> None:
            seen.append(port)
            assert signal.getsignal(signal.SIGTERM) is before
            stop.set()

        await serve(Parts().app(), Console(port=0), stop, listening)
        assert seen

    asyncio.run(run())
