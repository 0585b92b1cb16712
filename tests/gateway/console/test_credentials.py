"""What a request may show at the door."""

from __future__ import annotations

import asyncio

import pytest
from starlette.datastructures import Headers

from gateway.console.credentials import COOKIE, SECURE_COOKIE, Keys
from gateway.console.session import Sessions
from gateway.console.visitor import Visitor
from support.console import TOKEN

SESSIONS = Sessions(TOKEN, lambda: 1000.0)


def opens(keys: Keys, headers: Headers) -> bool:
    return asyncio.run(keys.visitor(headers)) is not None


@pytest.mark.parametrize(
    ("secure", "name", "passes", "reason"),
    [
        (False, COOKIE, True, "plain http on loopback"),
        (True, SECURE_COOKIE, True, "TLS"),
        (True, COOKIE, False, "the plain name could be planted by a page on http"),
        (False, SECURE_COOKIE, False, "not the name in use"),
    ],
)
def test_a_session_counts_under_its_own_cookie(secure: bool, name: str, passes: bool, reason: str) -> None:
    """Over TLS only the cookie bound to the host and to TLS is read."""
    keys = Keys(TOKEN, SESSIONS, secure)
    assert opens(keys, Headers({"cookie": f"a=b; {name}={SESSIONS.start()}"})) is passes, reason


def test_a_wrong_authorization_is_not_mended_by_a_cookie() -> None:
    """An Authorization header decides alone, and there may be one."""
    keys = Keys(TOKEN, SESSIONS)
    cookie = (b"cookie", f"{COOKIE}={SESSIONS.start()}".encode())
    right = (b"authorization", f"Bearer {TOKEN}".encode())
    assert opens(keys, Headers(raw=[cookie]))
    assert not opens(keys, Headers(raw=[cookie, (b"authorization", b"Bearer wrong")]))
    assert not opens(keys, Headers(raw=[right, right]))


@pytest.mark.parametrize("cookie", ["", "\x00", "celnice_session", "=;=", 'celnice_session="', "celnice_session=žluť"])
def test_a_broken_cookie_is_no_session(cookie: str) -> None:
    """No cookie header makes the door fail."""
    assert not opens(Keys(TOKEN, SESSIONS), Headers(raw=[(b"cookie", cookie.encode())]))


def test_a_password_of_any_letters_is_compared() -> None:
    """Text outside ASCII, and even lone surrogates, are wrong and raise nothing."""
    assert not Keys(TOKEN, SESSIONS).matches("žluťoučký\ud800")


def test_the_repr_shows_no_token() -> None:
    """Keys may land in a log."""
    assert TOKEN not in repr(Keys(TOKEN, SESSIONS))


@pytest.mark.parametrize(
    ("headers", "stands", "why"),
    [
        ({"authorization": f"Bearer {TOKEN}"}, True, "the token still is one"),
        ({"authorization": "Bearer x"}, False, "never was one"),
        ({"cookie": f"{COOKIE}=theirs"}, True, "the session of an account stands"),
        ({"cookie": f"{COOKIE}=ended"}, False, "it has ended"),
        ({}, False, "nobody"),
    ],
)
def test_whether_somebody_still_would_be_let_in(headers: dict[str, str], stands: bool, why: str) -> None:
    """A session is only looked at: the way that counts as its use is not asked."""

    async def people(_value: str) -> Visitor | None:
        raise AssertionError("looking is no use")

    async def standing(value: str) -> bool:
        return value == "theirs"

    assert asyncio.run(Keys(TOKEN, SESSIONS, people=people, standing=standing).still(Headers(headers))) is stands, why
    assert not asyncio.run(Keys(TOKEN, SESSIONS).still(Headers({"cookie": f"{COOKIE}=theirs"}))), "a console without accounts"
