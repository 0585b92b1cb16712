"""Certificates signed by a key in this process, or by one on a token.

The library that builds them signs with keys it holds itself only. For a token the same bytes are built with a throw-away key of the
same kind, and its signature is replaced by the token's (RFC 5280, 4.1.1.3: the signature is over the DER of what was to be signed).
"""

from __future__ import annotations

from functools import cache

from asn1crypto import x509 as der  # type: ignore[import-untyped]
from asn1crypto.core import OctetBitString  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.proxy.ca_token import TokenKey

type SigningKey = CertificateIssuerPrivateKeyTypes | TokenKey


def certificate(builder: x509.CertificateBuilder, key: SigningKey, public: object) -> x509.Certificate:
    """Signed with SHA-256. ``public`` is the key's other half. Raises TokenUnreachable."""
    if not isinstance(key, TokenKey):
        return builder.sign(key, hashes.SHA256())
    draft = builder.sign(stand_in(isinstance(public, rsa.RSAPublicKey)), hashes.SHA256())
    whole = der.Certificate.load(draft.public_bytes(Encoding.DER))
    whole["signature_value"] = OctetBitString(key.sign(draft.tbs_certificate_bytes))
    return x509.load_der_x509_certificate(whole.dump())


@cache
def stand_in(of_rsa: bool) -> CertificateIssuerPrivateKeyTypes:
    """Never leaves this process, and nothing it signs does."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048) if of_rsa else ec.generate_private_key(ec.SECP256R1())
