"""Addresses of keys on tokens (RFC 7512)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.proxy.ca_token_address import TokenAddress

REST = "?module-path=/usr/lib/x.so&pin-source=/etc/celnice/pin"


@pytest.mark.parametrize(
    ("uri", "expected", "reason"),
    [
        ("pkcs11:token=urad;object=ca" + REST, ("urad", None, "ca", None), "by names"),
        ("pkcs11:serial=ab12;id=%01%ff" + REST + "\n", (None, "ab12", None, b"\x01\xff"), "by numbers; a line end of the file"),
        ("pkcs11:token=Krajsk%C3%BD%20%C3%BA%C5%99ad;object=ca" + REST, ("Krajský úřad", None, "ca", None), "escaped UTF-8"),
        ("pkcs11:token=urad;object=ca?module-path=/usr/lib/x.so&pin-source=file:/etc/celnice/pin", ("urad", None, "ca", None), "file:"),
    ],
)
def test_what_is_read(uri: str, expected: tuple[object, ...], reason: str) -> None:
    """Token and key by name or number; module and PIN file."""
    found = TokenAddress.parse(uri)
    assert (found.token, found.serial, found.label, found.id) == expected, reason
    assert (found.module, found.pin_file) == (Path("/usr/lib/x.so"), Path("/etc/celnice/pin"))


@pytest.mark.parametrize(
    ("uri", "words", "reason"),
    [
        ("pkcs11:token=urad;object=ca?module-path=/x.so&pin-value=4711", "pin-value", "a PIN in the open"),
        ("pkcs11:token=urad;object=ca?module-path=/x.so", "pin-source is missing", "no PIN file"),
        ("pkcs11:token=urad;object=ca?pin-source=/p", "module-path is missing", "no module"),
        ("pkcs11:object=ca" + REST, "name the token", "any token will not do"),
        ("pkcs11:token=urad" + REST, "the key on it", "any key will not do"),
        ("pkcs11:token=urad;object=ca;slot-id=1" + REST, "slot-id is not understood", "numbers of slots change"),
        ("nonsense", "not understood", "no address"),
    ],
)
def test_what_is_refused(uri: str, words: str, reason: str) -> None:
    """The attribute is named, its value never repeated."""
    with pytest.raises(UserError) as raised:
        TokenAddress.parse(uri)
    assert words in str(raised.value), reason
    assert "4711" not in str(raised.value)
