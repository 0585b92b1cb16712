"""Basic credentials against local users (``celnice users``). For small offices, for service accounts, and while a directory is away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection

from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.basic import CHALLENGE, login
from gateway.people.directory import Directory
from gateway.people.passwords import NOBODYS, Brake, fits
from gateway.people.remembered import Remembered

REMEMBERED_SECONDS = 300.0
"""A browser sends its password with each CONNECT; hashing it each time would cost a core twenty of them a second. A changed password
or a removed user counts at once all the same: the hash is part of what is remembered."""

AT_ONCE = 2
"""Hashes that are computed at the same time: each takes 64 MB."""

WAITING = 50
"""Who waits behind more than these is told to try again: guessing must not become a way to stop everybody."""


class Local:
    """The way ``local``."""

    name = "local"
    challenge = CHALLENGE

    def __init__(self, directory: Callable[[], Directory | None], domains: Collection[str] = (), *, last: bool = True) -> None:
        self._directory = directory
        self._domains = domains
        self._last = last
        self._brake = Brake()
        self._known: Remembered[bool | None] = Remembered(REMEMBERED_SECONDS)
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def identify(self, asked: Asked) -> Found:
        """Account, or why not. A name that is not here goes on to a directory further down, if there is one."""
        typed = login(asked)
        if typed is None or isinstance(typed, Wrong):
            return typed
        directory = self._directory()
        if directory is None:
            return Broken.STALE
        account = canonical(typed.name, self._domains)
        user = directory.users.get(account or "")
        if account is None or user is None or not user.password:
            if not self._last:
                return None
            await self._checked(NOBODYS, typed.password)
            return Wrong.CREDENTIALS
        if self._brake.holds(account):
            return Wrong.BLOCKED
        right = await self._known.get(
            (account, user.password, typed.password), lambda: self._checked(user.password, typed.password), keep=lambda fit: fit is True
        )
        if right is None:
            return Broken.BUSY
        if not right:
            self._brake.wrong(account)
            return Wrong.CREDENTIALS
        self._brake.right(account)
        return Account(account, user.groups)

    async def _checked(self, kept: str, password: str) -> bool | None:
        if self._waiting >= WAITING:
            return None
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(fits, kept, password)
        finally:
            self._waiting -= 1
