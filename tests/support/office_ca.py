"""An office's own certificate authority for tests: servers of directories, employees' certificates, a list of revoked ones."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto.core import UTF8String
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

UPN = ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")


def upn(name: str) -> x509.GeneralName:
    """Windows' name of an account in a SAN."""
    return x509.OtherName(UPN, UTF8String(name, tag_type="explicit", tag=0).dump()[2:])


@dataclass
class Issued:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """``name.pem`` and ``name.key``."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
        certificate.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        key.write_bytes(self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        key.chmod(0o600)
        return certificate, key


class OfficeCa:
    """The authority. ``now`` is the time around which what it issues is in force."""

    def __init__(self, now: datetime | None = None, name: str = "Test office CA") -> None:
        self.now = now or datetime.now(UTC)
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        public = self._key.public_key()
        self.certificate = (
            self._builder(self._name, public, self.now - timedelta(days=1), self.now + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(True, None), True)
            .add_extension(usage, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .sign(self._key, hashes.SHA256())
        )

    def issue(
        self,
        name: str,
        *sans: x509.GeneralName,
        purpose: ObjectIdentifier | None = ExtendedKeyUsageOID.CLIENT_AUTH,
        since: timedelta = timedelta(days=-1),
        until: timedelta = timedelta(days=30),
        ca: bool = False,
    ) -> Issued:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = self._builder(subject, key.public_key(), self.now + since, self.now + until)
        builder = builder.add_extension(x509.BasicConstraints(ca, None), True)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False)
        if sans:
            builder = builder.add_extension(x509.SubjectAlternativeName(sans), False)
        if purpose:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), False)
        return Issued(builder.sign(self._key, hashes.SHA256()), key)

    def server(self, address: str = "127.0.0.1") -> Issued:
        """A certificate for an address on this machine."""
        return self.issue(address, x509.IPAddress(ipaddress.ip_address(address)), purpose=ExtendedKeyUsageOID.SERVER_AUTH)

    def revoked(self, *serials: int, until: timedelta = timedelta(days=7)) -> bytes:
        """A list of revoked certificates, PEM."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self._name)
        builder = builder.last_update(self.now - timedelta(days=10)).next_update(self.now + until)
        for serial in serials:
            one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(self.now - timedelta(days=1)).build()
            builder = builder.add_revoked_certificate(one)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def write(self, folder: Path) -> Path:
        """The authority's certificate as ``office-ca.pem``."""
        path = folder / "office-ca.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def _builder(self, subject: x509.Name, public: ec.EllipticCurvePublicKey, since: datetime, until: datetime) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(public)
        return builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
