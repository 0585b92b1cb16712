"""The gateway's own certificate authority and the leaf certificates it signs.

The CA is made on first run (RFC 5280: basicConstraints and keyUsage critical; Python 3.13 and later refuse one without keyUsage),
its key has mode 0600 and signs nothing but leaves. Leaves have a key of their own, made anew by each process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gateway.errors import UserError
from gateway.proxy import ca_signing
from gateway.proxy.ca_names import constraints
from gateway.proxy.ca_signing import SigningKey
from gateway.proxy.ca_token import TokenKey, TokenUnreachable
from gateway.proxy.ca_token_address import SCHEME

CA_DAYS = 3650
"""Ten years: a CA is distributed by hand to every device, so it must outlive them."""

LEAF_DAYS = 90
BACKDATE = timedelta(days=2)
"""Clocks of office machines are wrong by hours, sometimes by a day."""

CERTIFICATE_FILE = "ca.pem"
KEY_FILE = "ca.key"


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificate authority: certificate and private key, or where the key is kept."""

    certificate: x509.Certificate
    key: SigningKey = field(repr=False)
    chain: tuple[x509.Certificate, ...] = ()
    """Who issued it, up to the office's root; empty for one that stands for itself."""

    @property
    def anchor(self) -> x509.Certificate:
        """What devices trust: the office's root, or the authority itself."""
        return self.chain[-1] if self.chain else self.certificate

    @property
    def sent(self) -> tuple[x509.Certificate, ...]:
        """What clients are sent behind a leaf: everything between it and what they trust."""
        return (self.certificate, *self.chain[:-1]) if self.chain else ()

    @property
    def pem(self) -> bytes:
        """The certificate, as devices install it."""
        return self.anchor.public_bytes(serialization.Encoding.PEM)

    @property
    def kept(self) -> bytes:
        """What ``ca.key`` holds: the key in PEM, or the URI of the token that has it."""
        if isinstance(self.key, TokenKey):
            return f"{self.key.uri}\n".encode()
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def prove(self) -> None:
        """Lets a token sign once. Raises UserError where it does not answer, or has another key; nothing to do for a key in a file."""
        if isinstance(self.key, TokenKey):
            try:
                fits = self.key.is_for(self.certificate.public_key())
            except TokenUnreachable as error:
                raise UserError(f"the authority's key: {error}; look at the token, its PIN and ca.key (celnice doctor --only ca)") from None
            if not fits:
                raise UserError("the authority's key: the one on the token is not that of ca.pem; name another in ca.key, or restore both")

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the DER form, as browsers show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def leaf(self, host: str, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
        """A server certificate for exactly one host name. Raises TokenUnreachable where the key is on a token that does not answer."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
        try:
            issuer_key_id = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        except x509.ExtensionNotFound:  # an imported one may have none
            issuer_key_id = x509.SubjectKeyIdentifier.from_public_key(self.certificate.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(max(now - BACKDATE, self.certificate.not_valid_before_utc))
            .not_valid_after(min(now + timedelta(days=LEAF_DAYS), self.certificate.not_valid_after_utc))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key_id), critical=False)
        )
        return ca_signing.certificate(builder, self.key, self.certificate.public_key())


def load_or_create(folder: Path, now: datetime | None = None, names: Callable[[], Sequence[str]] = tuple) -> Authority:
    """The authority kept in ``folder``, made there when it is not. Safe when several processes start at once.

    One that is made may sign for hosts at and below ``names`` only (:func:`gateway.proxy.ca_names.subtrees`), or for any when there are
    none; they are asked for only then.
    """
    certificate_file, key_file = folder / CERTIFICATE_FILE, folder / KEY_FILE
    if not certificate_file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create(certificate_file, key_file, now or datetime.now(UTC), names())
    return load(folder)


def load(folder: Path) -> Authority:
    """The authority kept in ``folder``. Raises UserError when there is none, or its key lies open to others."""
    certificate_file, key_file = folder / CERTIFICATE_FILE, folder / KEY_FILE
    try:
        if key_file.stat().st_mode & 0o077:
            raise UserError(f"{key_file} is readable by others; run: chmod 600 {key_file}")
        certificate, *chain = x509.load_pem_x509_certificates(certificate_file.read_bytes())
        content = key_file.read_bytes()
        if content.startswith(SCHEME.encode()):  # proved by whoever signs with it: most processes need the certificate alone
            return Authority(certificate, TokenKey(content.decode()), tuple(chain))
        key = serialization.load_pem_private_key(content, None)
    except FileNotFoundError:
        raise UserError(
            f"no certificate authority in {folder}; start the gateway once (`systemctl start celnice`, or `celnice run`), it makes one"
        ) from None
    except ValueError:
        raise UserError(f"{folder}: the certificate authority cannot be read; restore ca.pem and ca.key from a backup") from None
    if not same_key(certificate, key):
        raise UserError(f"{folder}: ca.pem and ca.key do not belong together; run `celnice ca rotate --switch` again, or restore both")
    return Authority(certificate, key, tuple(chain))  # type: ignore[arg-type]  # the loader's union is wider than what can sign; ours is EC or RSA


def same_key(certificate: x509.Certificate, key: PrivateKeyTypes) -> bool:
    """Whether a certificate is for this key."""
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return certificate.public_key().public_bytes(*form) == key.public_key().public_bytes(*form)


def _create(certificate_file: Path, key_file: Path, now: datetime, names: Sequence[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Celnice"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Celnice CA {now:%Y-%m-%d}"),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now + timedelta(days=CA_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if names:
        builder = builder.add_extension(constraints(names), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    # The key first and exclusively: of two processes that start at once one wins, and the certificate appears only when both are whole.
    try:
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UserError(f"{key_file} is there but {certificate_file.name} is not; restore both from a backup, or remove the key") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        os.fsync(file.fileno())
    temporary = certificate_file.with_suffix(".tmp")
    temporary.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    temporary.replace(certificate_file)


def usage(*, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False) -> x509.KeyUsage:
    """These and no others."""
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
