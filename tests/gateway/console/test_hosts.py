"""Names the console answers to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.console.hosts import LOCAL, allowed_names, host_allowed
from gateway.settings import Console


def certificate(path: Path, *names: x509.GeneralName) -> Path:
    """A self-signed certificate, on disk."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "console")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, now, now + timedelta(days=1))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


def test_this_machine_and_the_configured_host_are_always_ours() -> None:
    """Loopback names, the host of the settings and further names, in lower case; IPv6 in brackets."""
    assert allowed_names(Console()) == LOCAL
    assert allowed_names(Console(host="::1"), ["Console.Urad.Example"]) == LOCAL | {"console.urad.example"}


def test_the_certificate_names_us_too(tmp_path: Path) -> None:
    """With TLS of its own, people come under the certificate's names; a wildcard is no name."""
    path = certificate(
        tmp_path / "c.pem",
        x509.DNSName("celnice.urad.example"),
        x509.DNSName("*.urad.example"),
        x509.IPAddress(ip_address("10.0.0.5")),
        x509.IPAddress(ip_address("2001:db8::5")),
    )
    names = allowed_names(Console(host="0.0.0.0", tls_certificate=path, tls_key=path))
    assert names >= {"celnice.urad.example", "10.0.0.5", "[2001:db8::5]"}
    assert not any("*" in name for name in names)
    assert host_allowed(["celnice.urad.example:8443"], names)
    assert not host_allowed(["other.urad.example"], names)


def test_a_certificate_without_names_adds_none(tmp_path: Path) -> None:
    """An unreadable or nameless certificate is for the TLS start to complain about."""
    bare = certificate(tmp_path / "bare.pem")
    for path in (bare, tmp_path / "missing.pem"):
        assert allowed_names(Console(tls_certificate=path, tls_key=path)) == LOCAL
