"""Basic credentials."""

from __future__ import annotations

import base64

import pytest

from gateway.people.api import Asked, Wrong
from gateway.people.basic import MAX_BYTES, Login, login


def encoded(text: bytes) -> str:
    return "Basic " + base64.b64encode(text).decode()


ROWS: list[tuple[tuple[str, ...], Login | Wrong | None, str]] = [
    ((encoded("jana:žluťoučký".encode()),), Login("jana", "žluťoučký"), "UTF-8, as the challenge says"),
    ((encoded(b"jana:a:b"),), Login("jana", "a:b"), "a password may hold colons"),
    (("basic " + encoded(b"jana:x")[6:],), Login("jana", "x"), "a scheme has no case"),
    ((), None, "no header"),
    (("Negotiate abc",), None, "another scheme"),
    ((encoded(b"jana:x"), encoded(b"petr:y")), Wrong.MALFORMED, "two headers name two people"),
    ((encoded(b"jana:"),), Wrong.MALFORMED, "no password: an anonymous bind would prove it"),
    ((encoded(b":x"),), Wrong.MALFORMED, "no name"),
    ((encoded(b"jana"),), Wrong.MALFORMED, "no colon"),
    (("Basic !!!",), Wrong.MALFORMED, "not base64"),
    ((encoded(b"jana:\xff"),), Wrong.MALFORMED, "not UTF-8"),
    ((encoded(b"jana:x\x00y"),), Wrong.MALFORMED, "a NUL ends strings elsewhere"),
    ((encoded(b"jana:" + b"x" * MAX_BYTES),), Wrong.MALFORMED, "longer than any password"),
]


@pytest.mark.parametrize(("headers", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_credentials(headers: tuple[str, ...], expected: Login | Wrong | None, why: str) -> None:
    """One header, one name, one password; anything else is said to be malformed, or is not ours."""
    assert login(Asked("", tuple(("proxy-authorization", one) for one in headers))) == expected, why


def test_the_entrance_has_keys_instead() -> None:
    """A password at the base-URL entrance does not count: it would travel with each request of a program."""
    assert login(Asked("", (("Proxy-Authorization", encoded(b"jana:x")),), entrance=True)) is None


def test_nothing_is_shown() -> None:
    """Neither name nor password stands in a repr."""
    assert repr(Login("jana", "x")) == "Login()"
