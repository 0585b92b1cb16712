"""The office's subordinate authority: what is taken over, and which check refuses the rest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from gateway.errors import UserError
from gateway.proxy.ca_import import read
from support.hierarchy import CLIENTS_ONLY, NOW, Made, made

ROOT = made("Kořenová autorita úřadu")
MIDDLE = made("Vydávající autorita", ROOT, path_length=1)
SUB = made("Celnice", MIDDLE, path_length=0)
PASSWORD = b"heslo k souboru"


def pfx(password: bytes | None) -> bytes:
    hidden = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"celnice", SUB.key, SUB.certificate, [ROOT.certificate, MIDDLE.certificate], hidden)


@pytest.mark.parametrize(
    ("files", "password", "reason"),
    [
        ([SUB.pem, SUB.key_pem(), MIDDLE.pem + ROOT.pem], None, "three files"),
        ([ROOT.pem + SUB.key_pem() + MIDDLE.pem + SUB.pem], None, "one file, in any order"),
        ([SUB.pem + MIDDLE.pem + ROOT.pem, SUB.key_pem(PASSWORD)], PASSWORD, "an encrypted key"),
        ([pfx(PASSWORD)], PASSWORD, "a PFX with everything"),
        ([pfx(None)], None, "a PFX without a password"),
    ],
)
def test_what_is_taken(files: list[bytes], password: bytes | None, reason: str) -> None:
    """Certificate, key, and the chain in order up to the root, which is what devices trust."""
    found = read(files, password, NOW)
    assert (found.certificate, found.chain) == (SUB.certificate, (MIDDLE.certificate, ROOT.certificate)), reason
    assert found.pem == ROOT.pem
    assert found.sent == (SUB.certificate, MIDDLE.certificate)


def with_root(one: Made) -> list[bytes]:
    return [one.pem, one.key_pem(), ROOT.pem]


def sub(**more: Any) -> list[bytes]:
    return with_root(made("Celnice", ROOT, **more))


@pytest.mark.parametrize(
    ("files", "words", "reason"),
    [
        ([SUB.pem, ROOT.pem], "0 private keys", "no key"),
        ([SUB.pem, SUB.key_pem(), ROOT.key_pem()], "2 private keys", "somebody exported the root's key too"),
        ([ROOT.pem, SUB.key_pem()], "no certificate belongs", "another request's key"),
        ([SUB.pem, SUB.key_pem(), ROOT.pem], "issuer is missing (CN=Vydávající autorita)", "the middle is missing"),
        ([SUB.pem, SUB.key_pem(), MIDDLE.pem], "issuer is missing (CN=Kořenová autorita úřadu)", "the root is missing"),
        ([b"\x30\x82nothing"], "neither PEM nor a PFX", "no such file"),
        ([pfx(PASSWORD)], "neither PEM nor a PFX", "no password"),
        ([SUB.pem, SUB.key_pem(PASSWORD)], "cannot be read", "no password for the key"),
        (sub(ca=False), "is no authority", "a server's certificate"),
        (sub(usage=False), "may not sign certificates", "keyUsage without keyCertSign"),
        (sub(usage=None), "has no keyUsage", "Python 3.13 and later refuse it"),
        (sub(purposes=CLIENTS_ONLY), "not for servers", "an authority for clients"),
        (sub(days=10), "have it renewed", "nearly expired"),
        (sub(begins=timedelta(days=2)), "check the clock", "not valid yet"),
        (sub(key=ed25519.Ed25519PrivateKey.generate()), "neither an RSA nor an EC", "browsers take no Ed25519"),
        (sub(key=rsa.generate_private_key(public_exponent=65537, key_size=1024)), "1024 bits", "a short key"),
        (sub(names=["urad.cz"]), "may not sign for api.openai.com", "name constraints leave the tool out"),
        (sub(excluded=["openai.com"]), "may not sign for api.openai.com", "name constraints exclude it"),
    ],
)
def test_what_is_refused(files: list[bytes], words: str, reason: str) -> None:
    """The error names the check and the certificate, never the password."""
    with pytest.raises(UserError) as raised:
        read(files, None, NOW, ["api.openai.com"])
    assert words in str(raised.value), reason
    assert PASSWORD.decode() not in str(raised.value)


def test_path_length() -> None:
    """An issuer that allows no authority below it: every browser would refuse the leaves."""
    narrow = made("Vydávající", ROOT, path_length=0)
    below = made("Celnice", narrow)
    with pytest.raises(UserError, match="allows 0 authorities below"):
        read([below.pem, below.key_pem(), narrow.pem, ROOT.pem], None, NOW)


def test_names_that_fit() -> None:
    """Constraints that take the tool in are no hindrance; nor is an authority without a key identifier."""
    assert read(sub(names=["openai.com", ".urad.cz"], skid=False), None, NOW, ["api.openai.com"]).chain
