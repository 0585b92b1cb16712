"""What an administrator does to accounts of the console. Every change is an event, written before it happens, or it does not happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from gateway.accounts.account import LINK_LIFETIME, LONGEST_NAME, Account, Link, Purpose
from gateway.accounts.api import Keeper, Tell
from gateway.accounts.role import Role
from gateway.people.account import canonical
from gateway.record.event import EventType


class Act(StrEnum):
    """What is done; the words are those of ``celnice users console``, and of its events."""

    ROLES = "roles"
    INVITE = "invite"
    RESET_TOTP = "reset-totp"
    DISABLE = "disable"
    ENABLE = "enable"
    REMOVE = "remove"
    UNBIND = "unbind"


class Refused(StrEnum):
    """Why nothing was done."""

    NAME = "name"
    TAKEN = "taken"
    GONE = "gone"
    LAST = "last"
    """It would leave nobody who administers the console."""
    ROLES = "roles"
    """An account without a role opens nothing: it is removed or locked instead."""

    SURE = "sure"
    """Removing takes one more tick: it cannot be taken back."""


type Offer = Callable[[Link], str]


class AccountChanges:
    """Over the console's accounts. Every method blocks; StoreUnavailable."""

    def __init__(self, keeper: Keeper, tell: Tell, offer: Offer, now: Callable[[], datetime], domains: Sequence[str] = ()) -> None:
        self._keeper = keeper
        self._tell = tell
        self._offer = offer
        self._now = now
        self._domains = domains

    def add(self, typed: str, name: str, roles: frozenset[Role], by: str, *, link: bool) -> str | Refused:
        """Makes an account: the one-time link with which its owner chooses a password, or "" when another way proves who it is."""
        account = canonical(typed, self._domains)
        if account is None or ":" in account or len(name) > LONGEST_NAME:
            return Refused.NAME
        if not roles:
            return Refused.ROLES
        if self._keeper.get(account) is not None:
            return Refused.TAKEN
        self._told(account, by, "added", roles)
        self._keeper.put(Account(account, name, roles))
        return self._link(Purpose.INVITED, account) if link else ""

    def change(self, account: str, act: Act, roles: frozenset[Role], by: str) -> str | Refused:
        """Does it: a one-time link for :attr:`Act.INVITE`, else ""."""
        known = self._keeper.get(account)
        if act is Act.UNBIND:  # of people whose groups give their roles, too: they have no account here
            return self._unbound(account, known, by)
        if known is None:
            return Refused.GONE
        after = roles if act is Act.ROLES else known.roles
        if not after and act is Act.ROLES:
            return Refused.ROLES
        loses = act in {Act.DISABLE, Act.REMOVE} or Role.ADMINISTRATOR not in after
        if loses and self._only_administrator(account):
            return Refused.LAST
        self._told(account, by, act.value, after)
        match act:
            case Act.ROLES:
                self._keeper.change(account, end=True, roles=roles)
            case Act.INVITE:
                return self._link(Purpose.RESET, account)
            case Act.RESET_TOTP:
                self._keeper.change(account, end=True, secret="", step=0, codes=())
            case Act.DISABLE:
                self._keeper.change(account, end=True, disabled=True)
            case Act.ENABLE:
                self._keeper.change(account, disabled=False, wrong=0, wrong_at=None)
            case Act.REMOVE:
                self._keeper.remove(account)
            case _:
                assert_never(act)
        return ""

    def _unbound(self, account: str, known: Account | None, by: str) -> str | Refused:
        if account not in self._keeper.bound():
            return Refused.GONE
        self._told(account, by, Act.UNBIND.value, known.roles if known else frozenset())
        self._keeper.unbind(account)
        return ""

    def _only_administrator(self, account: str) -> bool:
        able = {one.account for one in self._keeper.all() if Role.ADMINISTRATOR in one.roles and not one.disabled}
        return able == {account}

    def _link(self, purpose: Purpose, account: str) -> str:
        return self._offer(Link(purpose, account, self._now() + LINK_LIFETIME))

    def _told(self, account: str, by: str, what: str, roles: frozenset[Role]) -> None:
        said: Mapping[str, object] = {"account": account, "by": by, "what": what, "roles": sorted(roles)}
        self._tell(EventType.CONSOLE_ACCOUNT, said)
