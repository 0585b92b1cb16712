"""The office's own subordinate authority (from AD CS or another) as the gateway's: PEM files, one PFX, or certificates
and a token that has the key. Everything is checked before it is taken over, because what is wrong with an authority shows as an error
in every browser of the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from gateway.errors import UserError
from gateway.proxy.ca import Authority, same_key
from gateway.proxy.ca_token import TokenKey, TokenUnreachable

LEAST_LEFT = timedelta(days=30)
"""Of validity: an authority is taken over to stay."""

LEAST_RSA_BITS = 2048
MOST_CERTIFICATES = 10
PEM_MARK = b"-----BEGIN "
_KEY = re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----.*?-----END (?:[A-Z]+ )?PRIVATE KEY-----", re.DOTALL)


def read(
    files: Sequence[bytes], password: bytes | None, now: datetime, hosts: Iterable[str] = (), token: TokenKey | None = None
) -> Authority:
    """The authority that these files hold: certificate, key and everything up to the root, in any order and division.

    With ``token`` the key is there, and the files hold none. ``hosts`` are those it must be able to sign for.

    Raises UserError that says which check failed and what to do.
    """
    certificates: list[x509.Certificate] = []
    keys: list[PrivateKeyTypes] = []
    for content in files:
        found, more = _pem(content, password) if PEM_MARK in content else _pfx(content, password)
        certificates += found
        keys += more
    if token is not None and keys:
        raise UserError("ca import: a private key in the files, and --token too; give one of them")
    if token is None and len(keys) != 1:
        raise UserError(f"ca import: {len(keys)} private keys; give the one of the subordinate authority (--key, or a PFX that has it)")
    if len(certificates) > MOST_CERTIFICATES:
        raise UserError(f"ca import: {len(certificates)} certificates; give the authority and those above it, no whole trust store")
    key = token or keys[0]
    own = [one for one in certificates if _of(one, key)]
    if not own:
        raise UserError("ca import: no certificate belongs to the private key; export both together from the same request")
    authority = Authority(own[0], key, _above(own[0], certificates))  # type: ignore[arg-type]  # checked below
    _check(authority, now)
    _check_names(authority, hosts)
    return authority


def _of(certificate: x509.Certificate, key: PrivateKeyTypes | TokenKey) -> bool:
    if not isinstance(key, TokenKey):
        return same_key(certificate, key)
    try:
        return key.is_for(certificate.public_key())
    except TokenUnreachable as error:
        raise UserError(f"ca import: {error}; look at the module, the token's name and the PIN file") from None


def _pem(content: bytes, password: bytes | None) -> tuple[list[x509.Certificate], list[PrivateKeyTypes]]:
    try:
        certificates = x509.load_pem_x509_certificates(content) if b"-----BEGIN CERTIFICATE-----" in content else []
        keys = [serialization.load_pem_private_key(block, password if b"ENCRYPTED" in block else None) for block in _KEY.findall(content)]
    except (ValueError, TypeError) as error:
        raise UserError(
            f"ca import: a PEM file cannot be read ({type(error).__name__}); is the password right (--password-file)?"
        ) from None
    return certificates, keys


def _pfx(content: bytes, password: bytes | None) -> tuple[list[x509.Certificate], list[PrivateKeyTypes]]:
    try:
        found = pkcs12.load_pkcs12(content, password)
    except ValueError:
        raise UserError("ca import: a file is neither PEM nor a PFX that opens with this password (--password-file)") from None
    certificates = [one.certificate for one in (found.cert, *found.additional_certs) if one is not None]
    return certificates, [found.key] if found.key is not None else []


def _above(certificate: x509.Certificate, certificates: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Those that issued it, up to one that issued itself. Raises UserError where one is missing."""
    chain: list[x509.Certificate] = []
    here = certificate
    while here.issuer != here.subject:
        issuer = next((one for one in certificates if one.subject == here.issuer and _issued(here, one)), None)
        if issuer is None or issuer in chain:
            missing = here.issuer.rfc4514_string()
            raise UserError(f"ca import: the certificate of its issuer is missing ({missing}); add the chain up to the root (--chain)")
        chain.append(issuer)
        here = issuer
    return tuple(chain)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _check(authority: Authority, now: datetime) -> None:
    public = authority.certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        if public.key_size < LEAST_RSA_BITS:
            raise UserError(f"ca import: an RSA key of {public.key_size} bits; browsers refuse fewer than {LEAST_RSA_BITS}")
    elif not isinstance(public, ec.EllipticCurvePublicKey):
        raise UserError("ca import: neither an RSA nor an EC key; browsers take no other")
    for depth, one in enumerate((authority.certificate, *authority.chain)):
        name = one.subject.rfc4514_string()
        if one.not_valid_before_utc > now:
            raise UserError(f"ca import: {name} is valid only from {one.not_valid_before_utc:%Y-%m-%d}; check the clock")
        if one.not_valid_after_utc < now + LEAST_LEFT:
            raise UserError(f"ca import: {name} is valid until {one.not_valid_after_utc:%Y-%m-%d} only; have it renewed first")
        if one.issuer != one.subject and isinstance(one.signature_hash_algorithm, hashes.SHA1 | hashes.MD5):
            raise UserError(
                f"ca import: {name} is signed with {one.signature_hash_algorithm.name}, which browsers refuse; have it reissued"
            )
        _check_extensions(one, name, depth)


def _check_extensions(certificate: x509.Certificate, name: str, depth: int) -> None:
    """``depth`` authorities stand below this one."""
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        if not basic.ca:
            raise UserError(f"ca import: {name} is no authority (basicConstraints); issue it from the template for subordinate authorities")
        if basic.path_length is not None and basic.path_length < depth:
            raise UserError(f"ca import: {name} allows {basic.path_length} authorities below it (pathLenConstraint), and there are {depth}")
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not usage.key_cert_sign:
            raise UserError(f"ca import: {name} may not sign certificates (keyUsage)")
    except x509.ExtensionNotFound as missing:
        if depth and missing.oid == x509.KeyUsage.oid:
            return  # old roots have none
        raise UserError(f"ca import: {name} has no {missing.oid._name}; issue it from the template for subordinate authorities") from None  # noqa: SLF001
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE} & set(purposes):
        raise UserError(f"ca import: {name} is not for servers (extendedKeyUsage lacks serverAuth)")


def _check_names(authority: Authority, hosts: Iterable[str]) -> None:
    """Name constraints of every certificate of the chain (RFC 5280, 4.2.1.10)."""
    for one in (authority.certificate, *authority.chain):
        try:
            found = one.extensions.get_extension_for_class(x509.NameConstraints).value
        except x509.ExtensionNotFound:
            continue
        allowed = [name.value.lower().lstrip(".") for name in found.permitted_subtrees or () if isinstance(name, x509.DNSName)]
        excluded = [name.value.lower().lstrip(".") for name in found.excluded_subtrees or () if isinstance(name, x509.DNSName)]
        for host in hosts:
            if (allowed and not any(_below(host, name) for name in allowed)) or any(_below(host, name) for name in excluded):
                raise UserError(
                    f"ca import: {one.subject.rfc4514_string()} may not sign for {host} (nameConstraints), an approved tool's host"
                )


def _below(host: str, name: str) -> bool:
    return not name or host == name or host.endswith(f".{name}")
