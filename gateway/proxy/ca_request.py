"""A request to the office's authority (AD CS: *Subordinate Certification Authority*) for a key on a token: PKCS #10."""

from __future__ import annotations

from asn1crypto import csr  # type: ignore[import-untyped]
from asn1crypto.core import OctetBitString  # type: ignore[import-untyped]
from asn1crypto.keys import PublicKeyInfo  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from gateway.errors import UserError
from gateway.proxy.ca import usage
from gateway.proxy.ca_signing import stand_in
from gateway.proxy.ca_token import TokenKey, TokenUnreachable


def request(key: TokenKey, name: str) -> bytes:
    """PEM. The signature proves that the office holds the key. Raises UserError where the token does not answer."""
    try:
        public = key.public_key()
        draft = (
            x509.CertificateSigningRequestBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(stand_in(isinstance(public, rsa.RSAPublicKey)), hashes.SHA256())
        )
        whole = csr.CertificationRequest.load(draft.public_bytes(Encoding.DER))
        inner = whole["certification_request_info"]
        inner["subject_pk_info"] = PublicKeyInfo.load(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        whole["signature"] = OctetBitString(key.sign(inner.dump()))
    except TokenUnreachable as error:
        raise UserError(f"ca request: {error}; look at the module, the token's name and the PIN file") from None
    return x509.load_der_x509_csr(whole.dump()).public_bytes(Encoding.PEM)
