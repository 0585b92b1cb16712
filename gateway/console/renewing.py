"""Whether the identity provider still stands behind a session: asked with its refresh token every few minutes, and believed for a while.

A provider that says no ends the session at once. One that does not answer, or gave no refresh token, is believed until the session has
gone unrenewed for ``limit``; then its person signs in anew, which a provider with a session of its own does without asking anything.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from starlette.concurrency import run_in_threadpool

from gateway.accounts.api import Keeper
from gateway.accounts.role import Role
from gateway.accounts.session import Session, Source

EVERY = timedelta(minutes=5)
"""As with a directory (:mod:`gateway.console.rechecking`)."""


class Silence(StrEnum):
    """Why the provider renewed nothing."""

    OVER = "over"  # it says no, or says that it is somebody else
    DOWN = "down"  # it does not answer, or not as one


@dataclass(frozen=True, slots=True)
class Renewed:
    """It stands behind the session. ``groups`` None: it said nothing of them. Not ``sure``: what it said could not be verified just now,
    and counts for nothing but the next token, as the last one is used up.
    """

    refresh: str = field(repr=False)
    groups: frozenset[str] | None = field(default=None, repr=False)
    sure: bool = True


type Renew = Callable[[str, str], Awaitable[Renewed | Silence]]
"""Asks with a refresh token about a subject (:func:`gateway.console.provider.subject_of`)."""


@dataclass(frozen=True, slots=True)
class Renewing:
    """One per console. ``renew`` None: no provider is set. ``sealed`` and ``unsealed`` keep refresh tokens from the database's readers."""

    renew: Renew | None
    keeper: Keeper
    roles: Callable[[frozenset[str]], frozenset[Role]]
    sealed: Callable[[bytes], str]
    unsealed: Callable[[str], bytes | None]
    clock: Callable[[], datetime]
    limit: timedelta

    async def holds(self, session: Session) -> bool:
        """False for a session that the provider has ended, or that went unrenewed for too long. One node asks, and once in each span."""
        if session.source is not Source.PROVIDER:
            return True
        now, last = self.clock(), session.renewed or session.began
        fresh = now - last < self.limit
        token = self.unsealed(session.refresh) if session.refresh else None
        if self.renew is None or token is None or now - (session.asked or session.began) < EVERY:
            return fresh
        if not await run_in_threadpool(self.keeper.ask, session.id, session.asked, now):
            return fresh  # another request, perhaps on another node, asks right now: a refresh token may work once
        found = await self.renew(token.decode(), session.subject)
        match found:
            case Silence.OVER:
                return False
            case Silence.DOWN:
                return fresh
            case Renewed(refresh, groups, sure):
                kept = self.sealed(refresh.encode())
                await run_in_threadpool(self.keeper.renewed, session.id, kept, now if sure else last)
                return fresh if not sure else groups is None or session.granted <= self.roles(groups)
