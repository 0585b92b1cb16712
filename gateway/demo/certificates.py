"""The stand-in's own throw-away certificate authority: made at start, its key kept in memory only, gone with the process."""

from __future__ import annotations

import ipaddress
import re
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakKeyDictionary

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFETIME = timedelta(days=30)
"""A stand-in that is left running is restarted sooner."""

MAX_NAMES = 64
"""Names that get a certificate of their own in one run; a stand-in is asked for a handful."""

DEFAULT_NAME = "demo.celnice.test"
ALPN = ("h2", "http/1.1")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")


class Authority:
    """A certificate authority that answers for any host name."""

    def __init__(self, name: str = "Celnice stand-in CA (throw-away)", only: str | None = None) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            _builder(subject, subject, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)  # Python 3.13's strict verification demands it
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
        )
        if only:
            builder = builder.add_extension(x509.NameConstraints([x509.DNSName(only)], None), critical=True)
        self.certificate = builder.sign(self._key, hashes.SHA256())

    def pem(self) -> bytes:
        """The authority's certificate, for clients to trust."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, host: str, alpn: tuple[str, ...] = ALPN) -> ssl.SSLContext:
        """A server context with a fresh certificate for ``host`` (a name or an address)."""
        key = ec.generate_private_key(ec.SECP256R1())
        identity: x509.GeneralName
        try:
            identity = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            identity = x509.DNSName(host)
        leaf = (
            _builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])]), self.certificate.subject, key.public_key())
            .add_extension(x509.SubjectAlternativeName([identity]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(list(alpn))
        # OpenSSL's Python binding reads a chain from files only; they are gone again at once.
        with TemporaryDirectory(prefix="celnice-stand-in-") as folder:
            path = Path(folder) / "leaf.pem"
            secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            path.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM))
            context.load_cert_chain(path)
        return context


class Contexts:
    """Server contexts chosen by the name the client asks for (SNI). ``certificate`` says which certificate is shown: ``good``,
    ``untrusted`` (of another authority) or ``wrong-host``; tests of upstream verification set it.
    """

    def __init__(self, authority: Authority, alpn: tuple[str, ...] = ALPN) -> None:
        self.authority = authority
        self.certificate = "good"
        self._stranger = Authority("Nobody's CA")
        self._alpn = alpn
        self._made: dict[tuple[str, str], ssl.SSLContext] = {}
        self.names: WeakKeyDictionary[ssl.SSLObject, str] = WeakKeyDictionary()
        """Which name each connection asked for."""
        self.default = authority.context(DEFAULT_NAME, alpn)
        self.default.sni_callback = self._choose

    def _choose(self, connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> int | None:
        host = (name or DEFAULT_NAME).lower()
        if not _HOST.fullmatch(host):
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        key = (self.certificate, host)
        if key not in self._made:
            if len(self._made) >= MAX_NAMES:
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            signer = self._stranger if self.certificate == "untrusted" else self.authority
            shown = "elsewhere.celnice.test" if self.certificate == "wrong-host" else host
            self._made[key] = signer.context(shown, self._alpn)
        connection.context = self._made[key]
        self.names[connection] = host
        return None


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIFETIME)
    )
