"""Requests for a key on a token. Issued, imported and signing: test_ca_signing.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509

from gateway.errors import UserError
from gateway.proxy.ca_request import request
from gateway.proxy.ca_token import TokenKey
from support.token import token


def test_a_request(tmp_path: Path) -> None:
    """Signed by the token's key, under the given name; a key that is not there is said in one line."""
    there = token(tmp_path)
    asked = x509.load_pem_x509_csr(request(TokenKey(there.uri()), "Celnice Horní Lhota"))
    assert asked.is_signature_valid
    assert asked.subject.rfc4514_string() == "CN=Celnice Horní Lhota"
    assert asked.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    with pytest.raises(UserError, match="ca request: the key is not on the token"):
        request(TokenKey(there.uri("none")), "Celnice")
