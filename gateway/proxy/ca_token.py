"""An authority whose key never leaves a token (HSM, smart card): asked over PKCS#11 to sign, addressed by a URI (RFC 7512).

``ca/ca.key`` then holds the URI in place of a key:
``pkcs11:token=urad;object=celnice?module-path=/usr/lib/…/lib.so&pin-source=/etc/celnice/pin``.
Each process opens a session of its own when it first signs. Needs the extra ``celnice[hsm]``.
"""

from __future__ import annotations

import hashlib
import os
import threading
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from gateway.errors import UserError
from gateway.proxy.ca_token_address import TokenAddress

WAIT_SECONDS = 5.0
"""For the signature before this one, in the same process: a token on the network that hangs must not gather threads."""


class TokenUnreachable(Exception):
    """The token did not sign. The text names no PIN and no path of one."""


class TokenKey:
    """A key pair on a token. Signs with SHA-256: ECDSA, or RSA with PKCS #1 v1.5, as browsers take it of authorities."""

    def __init__(self, uri: str) -> None:
        self.uri = uri.strip()
        self.address = TokenAddress.parse(uri)
        self._lock = threading.Lock()
        self._key: Any = None
        self._process = 0
        self._refused = ""

    def __repr__(self) -> str:
        return f"TokenKey(token={self.address.token or self.address.serial!r})"

    def sign(self, data: bytes) -> bytes:
        """A signature in the form X.509 wants. Opens the session anew when it was lost. Raises TokenUnreachable."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise TokenUnreachable("the token has not answered the request before this one")
        try:
            return self._sign(data)
        finally:
            self._lock.release()

    def public_key(self) -> CertificateIssuerPublicKeyTypes:
        """As the token has it beside the private one. Raises TokenUnreachable."""
        pkcs11 = _library()
        from pkcs11.util.ec import encode_ec_public_key  # noqa: PLC0415
        from pkcs11.util.rsa import encode_rsa_public_key  # noqa: PLC0415

        with self._lock:
            session = self._session(pkcs11)
            public = self._found(session, pkcs11.ObjectClass.PUBLIC_KEY)
            if public.key_type == pkcs11.KeyType.EC:
                return load_der_public_key(encode_ec_public_key(public))  # type: ignore[return-value]  # an EC key
            from asn1crypto.keys import PublicKeyInfo, RSAPublicKey  # type: ignore[import-untyped]  # noqa: PLC0415

            wrapped = PublicKeyInfo.wrap(RSAPublicKey.load(encode_rsa_public_key(public)), "rsa")
            return load_der_public_key(wrapped.dump())  # type: ignore[return-value]  # an RSA key

    def is_for(self, public: object) -> bool:
        """Whether what the token signs is valid by this public key. Raises TokenUnreachable."""
        nonce = os.urandom(32)
        signature = self.sign(nonce)
        try:
            if isinstance(public, ec.EllipticCurvePublicKey):
                public.verify(signature, nonce, ec.ECDSA(hashes.SHA256()))
            elif isinstance(public, rsa.RSAPublicKey):
                public.verify(signature, nonce, padding.PKCS1v15(), hashes.SHA256())
            else:
                return False
        except (InvalidSignature, ValueError):
            return False
        return True

    def _sign(self, data: bytes) -> bytes:
        pkcs11 = _library()
        for last in (False, True):
            try:
                if self._key is None or self._process != os.getpid():
                    self._key = self._found(self._session(pkcs11), pkcs11.ObjectClass.PRIVATE_KEY)
                    self._process = os.getpid()
                if self._key.key_type == pkcs11.KeyType.RSA:
                    return bytes(self._key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
                raw = bytes(self._key.sign(hashlib.sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA))
                half = len(raw) // 2
                return utils.encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))
            except pkcs11.PKCS11Error as error:
                self._key = None
                if last:
                    raise TokenUnreachable(f"the token does not sign ({type(error).__name__})") from None
        raise AssertionError("unreachable")

    def _session(self, pkcs11: Any) -> Any:
        """A session in which the key may be used. The whole library is started anew: after a break many know no other way back."""
        where = self.address
        if self._refused:  # after a few tries a token locks itself: the next one is an administrator's, who starts the process anew
            raise TokenUnreachable(f"the token refused the PIN ({self._refused})")
        try:
            pin = where.pin_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise TokenUnreachable(f"the PIN file (pin-source) cannot be read ({type(error).__name__})") from None
        try:
            library = pkcs11.lib(str(where.module))
            library.reinitialize()
            named = {"token_label": where.token} if where.token else {"token_serial": (where.serial or "").encode()}
            return library.get_token(**named).open(user_pin=pin)
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, pkcs11.PinLocked, pkcs11.PinExpired) as error:
            self._refused = type(error).__name__
            raise TokenUnreachable(f"the token refused the PIN ({self._refused})") from None
        except RuntimeError as error:  # PKCS11Error is one
            raise TokenUnreachable(f"the token cannot be opened ({type(error).__name__})") from None

    def _found(self, session: Any, kind: Any) -> Any:
        named = {"label": self.address.label, "id": self.address.id}
        try:
            return session.get_key(object_class=kind, **{name: value for name, value in named.items() if value is not None})
        except _library().PKCS11Error as error:
            raise TokenUnreachable(f"the key is not on the token, or there are several ({type(error).__name__})") from None


def _library() -> Any:
    try:
        import pkcs11  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise UserError("a key on a token needs the extra: pip install 'celnice[hsm]'") from None
    return pkcs11
