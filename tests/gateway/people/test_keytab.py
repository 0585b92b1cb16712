"""What stands in a keytab."""

from __future__ import annotations

import struct

import pytest

from gateway.people.keytab import Key, NotAKeytab, keys
from support.kdc import SERVICE, Kdc
from support.keytab import AES256, RC4, keytab

NAME = "HTTP/celnice.urad.test@URAD.TEST"


def test_principals_and_kinds() -> None:
    """In order, whatever else is in between: holes of removed keys, zeros at the end."""
    hole = struct.pack(">i", -5) + bytes(5)
    content = keytab((NAME, AES256)) + hole + keytab(("host/x@URAD.TEST", RC4))[2:] + bytes(4)
    assert keys(content) == (Key(NAME, AES256), Key("host/x@URAD.TEST", RC4))
    assert [key.strong for key in keys(content)] == [True, False]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "nothing"),
        (b"a text file", "no keytab"),
        (b"\x05\x01" + bytes(40), "the first version, in the order of bytes of whoever wrote it"),
        (keytab((NAME, AES256))[:30], "cut in the middle of a name"),
        (keytab((NAME, AES256)) + b"\x00", "cut in the middle of a length"),
    ],
)
def test_what_is_none(content: bytes, reason: str) -> None:
    """One error for all of them."""
    with pytest.raises(NotAKeytab):
        keys(content)
    assert reason


def test_the_librarys_own(kdc: Kdc) -> None:
    """What kadmin writes is read as what it was asked for."""
    held = keys(kdc.keytab.read_bytes())
    assert {key.principal for key in held} == {SERVICE}
    assert any(key.strong for key in held)
