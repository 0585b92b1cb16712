"""An office's hierarchy of authorities as AD CS makes it: a root, and under it what a test asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Made:
    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def key_pem(self, password: bytes | None = None) -> bytes:
        hidden = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        return bytes(self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden))


def made(name: str, issuer: Made | None = None, **more: Any) -> Made:
    """An authority, sound unless ``more`` says otherwise: ca, path_length, usage, purposes, names, excluded, days, begins, key, hash, skid, public
    (of a key that is elsewhere).
    """
    key = more.get("key") or ec.generate_private_key(ec.SECP256R1())
    public = more.get("public") or key.public_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + more.get("begins", -timedelta(days=1)))
        .not_valid_after(NOW + timedelta(days=more.get("days", 365)))
        .add_extension(x509.BasicConstraints(ca=more.get("ca", True), path_length=more.get("path_length")), critical=True)
    )
    if more.get("skid", True):
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if more.get("usage", True) is not None:
        builder = builder.add_extension(_usage(sign=more.get("usage", True)), critical=True)
    if "purposes" in more:
        builder = builder.add_extension(x509.ExtendedKeyUsage(more["purposes"]), critical=False)
    if "names" in more or "excluded" in more:
        allowed = [x509.DNSName(one) for one in more.get("names", ())] or None
        excluded = [x509.DNSName(one) for one in more.get("excluded", ())] or None
        builder = builder.add_extension(x509.NameConstraints(allowed, excluded), critical=True)
    return Made(builder.sign((issuer or Made(None, key)).key, more.get("hash", hashes.SHA256())), key)  # type: ignore[arg-type]


CLIENTS_ONLY = [ExtendedKeyUsageOID.CLIENT_AUTH]


def _usage(*, sign: bool) -> x509.KeyUsage:
    parts = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    rest = {**dict.fromkeys(parts, False), "encipher_only": False, "decipher_only": False}
    return x509.KeyUsage(key_cert_sign=sign, crl_sign=True, **rest)
