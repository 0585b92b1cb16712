"""Passwords of the console: computed some at a time, tried one at a time of each account."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from gateway.accounts.account import Account
from gateway.accounts.api import Keeper
from gateway.people import passwords
from gateway.people.api import Account as Proved
from gateway.people.api import Found, Wrong

AT_ONCE = 2
"""Passwords hashed at the same time: each takes 64 MB."""
LONGEST_PASSWORD = 1000
"""Characters; what is longer costs the hash function more than it tells."""


class Proving:
    """One per console."""

    def __init__(self, keeper: Keeper, clock: Callable[[], datetime]) -> None:
        self._keeper, self._clock = keeper, clock
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # of accounts that are there

    async def tried(self, known: Account, password: str) -> Found:
        """Whether this is the account's password; a wrong one counts. One at a time of each account, or a thousand at once would all find
        it not yet resting. Wrong.BLOCKED for one that rests: it takes as long as a wrong one, and says nothing of the password.
        """
        async with self._turns[known.account]:
            latest = await run_in_threadpool(self._keeper.get, known.account) or known
            if latest.rests_until(self._clock()):
                await self.nobodys(password)
                return Wrong.BLOCKED
            if await self._fits(latest.password, password) and not latest.disabled:
                return Proved(latest.account, frozenset())
            await run_in_threadpool(self._keeper.wrong, latest.account, self._clock())
            return Wrong.CREDENTIALS

    async def nobodys(self, password: str) -> None:
        """Takes as long as a password of an account: the time of an answer does not tell which names exist."""
        await self._fits(passwords.NOBODYS, password)

    async def hashed(self, password: str) -> str:
        """What is kept of a new password. Raises ValueError for one that is too short."""
        if len(password) > LONGEST_PASSWORD:
            raise ValueError("too long")
        async with self._turn:
            return await run_in_threadpool(passwords.hashed, password)

    async def _fits(self, kept: str, password: str) -> bool:
        async with self._turn:
            return await run_in_threadpool(passwords.fits, kept, password)
