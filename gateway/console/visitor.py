"""Who asks: a person with roles, or whoever holds the token. Doors put it into the request's scope; pages and forms read it there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from starlette.types import Scope

from gateway.accounts.account import Account
from gateway.accounts.session import Session
from gateway.console.access import Door, Line, Role, lines_of

_KEY = "celnice.visitor"
BY_TOKEN = "(API token)"  # noqa: S105  # no secret
"""Stands after a name that the token gave; no account is called so, since none has a blank."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody known. ``token`` says that the API's token proved it: it passes every line, and no person stands behind it.

    ``session`` is the id of the session (not its secret), "" for a credential sent with the request itself; ``csrf`` is what forms carry.
    """

    roles: frozenset[Role] = frozenset()
    account: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    token: bool = False
    session: str = field(default="", repr=False)
    csrf: str = field(default="", repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    """What stays of the person when their name changes (:mod:`allowlist.workflow.same_person`); () with the token."""

    def passes(self, line: Line) -> bool:
        """Whether this line of the table lets them in."""
        return self.token or line.allows(self.roles)

    def may(self, method: str, path: str) -> bool:
        """Whether a request of theirs would pass the door; False for what is in no line. Pages offer only what is."""
        lines = lines_of(method, path).values()
        return bool(lines) and all(self.passes(line) for line in lines)


def of_session(session: Session, account: Account | None, value: str) -> Visitor:
    """Whose session a cookie's value is, with the account as it is now.

    The name given here comes before the provider's, where people may change theirs; votes and signatures are told apart by the ids.
    """
    roles = session.granted | (account.roles if account else frozenset())
    name = (account.name if account else "") or session.name or session.account
    csrf = hashlib.sha256(b"celnice csrf 1 " + value.encode()).hexdigest()
    ids = (f"account:{session.account}", *((session.subject,) if session.subject else ()))
    return Visitor(roles, session.account, name, session=session.id, csrf=csrf, ids=ids)


def visitor_of(scope: Scope) -> Visitor | None:
    """Who asks, or None for somebody unknown on an open page."""
    found = scope.get(_KEY)
    return found if isinstance(found, Visitor) else None


def asker(scope: Scope, otherwise: str) -> str:
    """Who asks for something sealed, for the chain: name and account, since names are chosen and two persons may have one.

    ``otherwise`` is the word of whoever signed in with the token, behind whom no person stands; it is marked as such.
    """
    visitor = visitor_of(scope)
    if visitor is not None and visitor.account:
        return f"{visitor.name} ({visitor.account})"
    return f"{otherwise} {BY_TOKEN}" if visitor is not None and otherwise.strip() else otherwise


def let_in(scope: Scope, visitor: Visitor | None) -> None:
    """Notes who asks. Doors alone call this."""
    scope[_KEY] = visitor


def may_open(visitor: Visitor | None, method: str, path: str) -> bool:
    """The same as :meth:`Visitor.may`, also for nobody."""
    if visitor is not None:
        return visitor.may(method, path)
    lines = lines_of(method, path).values()
    return bool(lines) and all(line.door is Door.OPEN for line in lines)
