"""Client certificates: from the TLS handshake with a port of ours, or passed on by a listed front proxy that ended TLS.

Checked here in both cases: signed by the office's authority (RFC 5280 by :mod:`cryptography`), in force, meant for clients, not revoked.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from asn1crypto.core import UTF8String  # type: ignore[import-untyped,unused-ignore]
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from gateway.errors import UserError
from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.header import among
from gateway.people_settings import Certificate

UPN = ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")
"""Windows' userPrincipalName in the SAN (MS-WCCE)."""

MAX_BYTES = 32 * 1024
MAX_DEPTH = 4


class FromCertificate:
    """The way ``certificate``."""

    name = "certificate"
    challenge = ""

    def __init__(self, settings: Certificate, clock: Callable[[], datetime], domains: Collection[str] = ()) -> None:
        self._settings = settings
        self._clock = clock
        self._domains = domains
        try:
            self._authorities = x509.load_pem_x509_certificates(settings.ca.read_bytes())
        except (OSError, ValueError) as error:
            raise UserError(f"people.certificate.ca: {settings.ca} cannot be read as PEM ({type(error).__name__})") from None
        self._crl_seen: tuple[int, int] | None = None
        self._crl: x509.CertificateRevocationList | None = None

    async def identify(self, asked: Asked) -> Found:
        """Account that the certificate names."""
        try:
            chain = self._chain(asked)
        except ValueError:
            return Wrong.MALFORMED
        if not chain:
            return None
        wrong = self._checked(chain)
        if wrong is not None:
            return wrong
        named = _account(chain[0], self._settings.account)
        account = canonical(named, self._domains) if named else None
        return Account(account) if account else Wrong.ACCOUNT

    def _chain(self, asked: Asked) -> list[x509.Certificate]:
        """The certificates, the person's first. ValueError for what is none."""
        if asked.certificates:
            return [x509.load_der_x509_certificate(one) for one in asked.certificates]
        if not self._settings.header or not among(asked.address, self._settings.proxies):
            return []
        values = [value for value in asked.values(self._settings.header) if value]
        if not values:
            return []
        if len(values) > 1 or len(values[0]) > MAX_BYTES:
            raise ValueError("not one certificate")
        text = unquote(values[0])
        if text.lstrip().startswith("-----BEGIN"):
            return x509.load_pem_x509_certificates(text.encode("ascii"))
        try:
            return [x509.load_der_x509_certificate(base64.b64decode(text, validate=True))]
        except binascii.Error:
            raise ValueError("not a certificate") from None

    def _checked(self, chain: Sequence[x509.Certificate]) -> Wrong | Broken | None:
        leaf, now = chain[0], self._clock()
        if now > leaf.not_valid_after_utc:
            return Wrong.EXPIRED
        if now < leaf.not_valid_before_utc:
            return Wrong.CLOCK
        verifier = (
            verification.PolicyBuilder()
            .store(verification.Store(self._authorities))
            .time(now)
            .max_chain_depth(MAX_DEPTH)
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=verification.ExtensionPolicy.permit_all()
            )
            .build_client_verifier()
        )
        try:
            verifier.verify(leaf, list(chain[1:]))
        except (verification.VerificationError, x509.UnsupportedGeneralNameType, InvalidSignature, ValueError):
            return Wrong.CREDENTIALS
        if not _for_clients(leaf):
            return Wrong.CREDENTIALS
        return self._revoked(leaf, now) if self._settings.crl else None

    def _revoked(self, leaf: x509.Certificate, now: datetime) -> Wrong | Broken | None:
        try:
            crl = self._list()
            issuer = next(one for one in self._authorities if one.subject == leaf.issuer)
            signed = crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
        except (OSError, ValueError, StopIteration, TypeError):
            return Broken.SETUP
        if not signed or crl.next_update_utc is None or now > crl.next_update_utc:
            return Broken.SETUP  # an old list says nothing of whom it does not name
        return Wrong.REVOKED if crl.get_revoked_certificate_by_serial_number(leaf.serial_number) else None

    def _list(self) -> x509.CertificateRevocationList:
        path = self._settings.crl or Path()
        found = path.stat()
        seen = (found.st_mtime_ns, found.st_size)
        if self._crl is None or seen != self._crl_seen:
            content = path.read_bytes()
            load = x509.load_pem_x509_crl if content.startswith(b"-----") else x509.load_der_x509_crl
            self._crl, self._crl_seen = load(content), seen
        return self._crl


def _for_clients(leaf: x509.Certificate) -> bool:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if ExtendedKeyUsageOID.CLIENT_AUTH not in usage:
            return False
        constraints = leaf.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound as missing:
        return (
            missing.oid == x509.BasicConstraints.oid
        )  # a certificate without a purpose is for nobody; not being an authority may go unsaid
    except ValueError:
        return False
    return not constraints.ca


def _account(leaf: x509.Certificate, where: str) -> str | None:
    """The one name of that kind; None when there is none, or more."""
    try:
        if where == "cn":
            found = [str(one.value) for one in leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        else:
            names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            if where == "email":
                found = names.get_values_for_type(x509.RFC822Name)
            else:
                others = names.get_values_for_type(x509.OtherName)
                found = [str(UTF8String.load(one.value).native) for one in others if one.type_id == UPN]
    except (x509.ExtensionNotFound, ValueError):
        return None
    return found[0] if len(found) == 1 else None
