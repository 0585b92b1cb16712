"""Local users."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from gateway.people import local
from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.directory import Directory, User
from gateway.people.local import Local
from gateway.people.passwords import TRIES
from support.people import PASSWORD, basic, user

KNOWN = Directory(users={one.account: one for one in (user("jana", "odbor"), User("petr", "", frozenset({"odbor"})))})


def asked(name: str, password: str = PASSWORD) -> Asked:
    return Asked("", tuple(basic(name, password).items()))


def identify(way: Local, name: str, password: str = PASSWORD) -> Found:
    return asyncio.run(way.identify(asked(name, password)))


ROWS: list[tuple[str, str, bool, Found, str]] = [
    ("jana", PASSWORD, True, Account("jana", frozenset({"odbor"})), "the right password"),
    ("JANA@urad.cz", PASSWORD, True, Account("jana", frozenset({"odbor"})), "another spelling"),
    ("jana", "spatne heslo", True, Wrong.CREDENTIALS, "a wrong password"),
    ("jana", "spatne heslo", False, Wrong.CREDENTIALS, "a wrong one of a local user is not tried elsewhere"),
    ("nikdo", PASSWORD, True, Wrong.CREDENTIALS, "an unknown name says the same"),
    ("nikdo", PASSWORD, False, None, "and goes on to the directory, where there is one"),
    ("petr", PASSWORD, True, Wrong.CREDENTIALS, "an account without a password here"),
    ("petr", PASSWORD, False, None, "it proves itself in the directory"),
]


@pytest.mark.parametrize(("name", "password", "last", "expected", "why"), ROWS, ids=[row[4] for row in ROWS])
def test_logins(name: str, password: str, last: bool, expected: Found, why: str) -> None:
    """A name that is here is decided here."""
    assert identify(Local(lambda: KNOWN, ("urad.cz",), last=last), name, password) == expected, why


def test_no_credentials_is_no_answer() -> None:
    """Without a password the question goes on; a malformed one ends it."""
    way = Local(lambda: KNOWN)
    assert asyncio.run(way.identify(Asked("", ()))) is None
    assert asyncio.run(way.identify(Asked("", (("proxy-authorization", "Basic !"),)))) is Wrong.MALFORMED


def test_a_store_that_is_away() -> None:
    """Nobody is let in on what may no longer be true."""
    assert identify(Local(lambda: None), "jana") is Broken.STALE


def test_guessing_is_braked() -> None:
    """After some wrong passwords even the right one waits."""
    way = Local(lambda: KNOWN)
    for number in range(TRIES):
        assert identify(way, "jana", f"spatne-{number}") is Wrong.CREDENTIALS
    assert identify(way, "jana") is Wrong.BLOCKED


def test_a_changed_password_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is part of what is remembered; a right password is hashed once as long as it stays the same."""
    hashing: list[str] = []
    real: Callable[[str, str], bool] = local.fits

    def counted(kept: str, password: str) -> bool:
        hashing.append(kept)
        return real(kept, password)

    monkeypatch.setattr(local, "fits", counted)
    now = [KNOWN]
    way = Local(lambda: now[0])
    assert [identify(way, "jana"), identify(way, "jana")] == [Account("jana", frozenset({"odbor"}))] * 2
    assert len(hashing) == 1
    now[0] = Directory(users={"jana": user("jana", password="docela jine heslo")})
    assert identify(way, "jana") is Wrong.CREDENTIALS


def test_a_crowd_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind too many others one is not hashed: guessing must not stop everybody."""
    monkeypatch.setattr(local, "WAITING", 0)
    assert identify(Local(lambda: KNOWN), "jana") is Broken.BUSY
