"""What the console asks of whatever keeps accounts, and how it hears whether a password is right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from gateway.accounts.account import Account, Link
from gateway.accounts.session import Session
from gateway.people.api import Account as Proved
from gateway.people.api import Found, Wrong

type Prove = Callable[[str, str], Awaitable[Found]]
"""Asks the people of the proxy and their directory: name and password → account with its groups, or why not. None: nobody to ask."""

type Look = Callable[[str], Awaitable[Proved | Wrong | None]]
"""Asks them about an account that proved itself before: with its groups as they are now; why not; None when nobody can say now."""

type Tell = Callable[[str, Mapping[str, object]], None]
"""Puts an act into the record: the event's type and what was done. Blocking."""


class Keeper(Protocol):
    """Accounts, sessions and links (:class:`gateway.store.accounts.AccountStore` as it stands). Every method blocks."""

    def get(self, account: str) -> Account | None:
        """One account."""

    def all(self) -> Sequence[Account]:
        """Every account, by name."""

    def administered(self) -> bool:
        """Whether an administrator is there who can sign in."""

    def put(self, account: Account) -> None:
        """Adds or replaces an account; sessions of the old one end."""

    def change(self, account: str, *, keep: str = "", end: bool = False, **changes: Any) -> Account | None:
        """Changes fields; ``end`` ends its sessions but ``keep``."""

    def remove(self, account: str) -> bool:
        """Removes an account with its sessions and links."""

    def wrong(self, account: str, now: datetime) -> None:
        """One more wrong password or code."""

    def use_step(self, account: str, step: int) -> bool:
        """Takes a time step of the second factor, once."""

    def use_code(self, account: str, digest: str) -> bool:
        """Takes a recovery code, once."""

    def begin(self, session: Session, value: str, *, instead: str = "") -> None:
        """Keeps a session under its cookie's value, in place of another one."""

    def session(self, value: str) -> tuple[Session, Account | None] | None:
        """The session of a cookie's value with its account as it is now, whatever its age."""

    def seen(self, identity: str, now: datetime) -> None:
        """Notes the last use of a session."""

    def ask(self, identity: str, before: datetime | None, now: datetime) -> bool:
        """Takes the turn to ask the provider about a session."""

    def renewed(self, identity: str, refresh: str, now: datetime) -> None:
        """Notes that the provider stands behind a session."""

    def end_subject(self, subject: str, before: datetime) -> Sequence[str]:
        """Ends the sessions of somebody at a provider; says whose accounts they were."""

    def bind(self, account: str, subject: str) -> bool:
        """Whether this is who the account is elsewhere; whoever comes first is it."""

    def unbind(self, account: str) -> int:
        """Forgets who an account is elsewhere, and ends its sessions."""

    def bound(self) -> Mapping[str, Sequence[str]]:
        """The ways in which accounts are bound, by account."""

    def sessions(self, account: str) -> Sequence[Session]:
        """The sessions of an account, the newest first."""

    def end(self, account: str, *, identity: str = "", keep: str = "") -> int:
        """Ends one session of an account, or all but ``keep``."""

    def sweep(self, before: datetime) -> int:
        """Removes old sessions and links."""

    def offer(self, link: Link, key: str) -> None:
        """Keeps a one-time link under its key."""

    def link(self, key: str, now: datetime, *, take: bool = False) -> Link | None:
        """The link of a key while it holds; ``take`` uses it up."""
