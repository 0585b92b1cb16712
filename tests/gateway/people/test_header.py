"""Headers of a front proxy."""

from __future__ import annotations

import asyncio

import pytest

from gateway.people.api import Account, Asked, Found, Wrong
from gateway.people.header import FromHeader, among
from gateway.people_settings import Header

SETTINGS = Header(name="X-User", groups="X-Groups", proxies=("10.0.0.1", "2001:db8::1"))
ROWS: list[tuple[str, tuple[tuple[str, str], ...], Found, str]] = [
    ("10.0.0.1", (("x-user", "URAD\\Jana"), ("X-Groups", "a, b"), ("x-groups", "c,")), Account("jana", frozenset("abc")), "listed"),
    ("::ffff:10.0.0.1", (("X-User", "jana"),), Account("jana", frozenset()), "listed, as IPv6 writes IPv4"),
    ("2001:0db8::0001", (("X-User", "jana"),), Account("jana", frozenset()), "listed, spelt otherwise"),
    ("10.0.0.2", (("X-User", "jana"),), None, "not listed: not looked at"),
    ("", (("X-User", "jana"),), None, "nobody knows the peer"),
    ("10.0.0.1", (), None, "the front proxy does not say"),
    ("10.0.0.1", (("X-User", "jana"), ("X-User", "petr")), Wrong.MALFORMED, "two people: the client added one"),
    ("10.0.0.1", (("X-User", ""),), Wrong.MALFORMED, "an empty name"),
]


@pytest.mark.parametrize(("address", "headers", "expected", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_headers(address: str, headers: tuple[tuple[str, str], ...], expected: Found, why: str) -> None:
    """Believed from listed addresses, exactly once."""
    assert asyncio.run(FromHeader(SETTINGS, ("urad",)).identify(Asked(address, headers))) == expected, why


def test_groups_of_the_directory() -> None:
    """Without a header for groups the directory is asked."""
    way = FromHeader(Header(name="X-User", proxies=("10.0.0.1",)))
    assert asyncio.run(way.identify(Asked("10.0.0.1", (("X-User", "jana"),)))) == Account("jana", None)


def test_among() -> None:
    """Addresses are compared as such, never as text."""
    assert among("127.0.0.1", ("127.0.0.1",))
    assert not among("127.0.0.11", ("127.0.0.1",))
    assert not among("localhost", ("127.0.0.1",))
