"""What a request shows at the door: a bearer token, a Basic password, or a session cookie."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers

from gateway.console.access import Role
from gateway.console.session import Sessions
from gateway.console.visitor import Visitor

COOKIE = "celnice_session"
SECURE_COOKIE = "__Host-celnice_session"
"""The prefix binds the cookie to this host and to TLS (RFC 6265bis, § 4.1.3.2); browsers refuse it on plain http."""


TOKEN = Visitor(frozenset(Role), token=True)
"""Who holds the token. It passes every line; the roles are for the menu."""

type Lookup = Callable[[str], Awaitable[Visitor | None]]
"""Whose session a cookie's value is. None: nobody's, or it is over."""

type Standing = Callable[[str], Awaitable[bool]]
"""Whether a cookie's value is somebody's session, without using it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Checks credentials. ``secure`` says that people reach the console over TLS; ``people`` knows the sessions of accounts."""

    token: str = field(repr=False)
    sessions: Sessions = field(repr=False)
    secure: bool = False
    people: Lookup | None = None
    standing: Standing | None = None

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return SECURE_COOKIE if self.secure else COOKIE

    async def visitor(self, headers: Headers) -> Visitor | None:
        """Who asks. An Authorization header decides alone: a wrong one is not mended by a cookie."""
        authorizations = headers.getlist("authorization")
        if authorizations:
            return TOKEN if len(authorizations) == 1 and self._authorized(authorizations[0]) else None
        value = self.session(headers)
        if not value:
            return None
        if self.sessions.valid(value):
            return replace(TOKEN, session="token", csrf=self.sessions.csrf(value))
        return await self.people(value) if self.people is not None else None

    async def still(self, headers: Headers) -> bool:
        """Whether who was let in still would be. Looking is no use of a session: an open page alone keeps nobody signed in."""
        value = "" if headers.getlist("authorization") else self.session(headers)
        if not value or self.sessions.valid(value):
            return await self.visitor(headers) is not None
        return self.standing is not None and await self.standing(value)

    def matches(self, presented: str) -> bool:
        """Compares with the token in constant time."""
        return hmac.compare_digest(presented.encode("utf-8", "surrogatepass"), self.token.encode())

    def session(self, headers: Headers) -> str:
        """The value of the session cookie, or nothing."""
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        return cookies[self.cookie].value if self.cookie in cookies else ""

    def _authorized(self, value: str) -> bool:
        scheme, _, credentials = value.partition(" ")
        if scheme.lower() == "bearer":
            return self.matches(credentials.strip())
        if scheme.lower() != "basic":
            return False
        try:
            # Presidio's clients know no token; they take a user and a password in the URL. The user is not looked at.
            _, separator, password = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        return bool(separator) and self.matches(password)
