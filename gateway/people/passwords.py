"""Passwords of local users: Argon2id (RFC 9106), with the parameters of its section 4 for little memory, and a brake on guessing."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import RFC_9106_LOW_MEMORY

FEWEST_CHARACTERS = 12
"""NÚKIB's regulation 82/2018 and its successors ask twelve of users."""

TRIES = 5
PAUSE_SECONDS = 60.0
"""Five wrong ones in a row, then a minute's rest for that account: thirty guesses in six minutes, and no lock that an attacker can
put on a colleague for longer."""

MOST_ACCOUNTS = 10_000

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(password: str) -> str:
    """The hash to keep. ValueError for a password that is too short; it says nothing of it."""
    if len(password) < FEWEST_CHARACTERS:
        raise ValueError(f"a password has at least {FEWEST_CHARACTERS} characters")
    return _HASHER.hash(password)


NOBODYS = _HASHER.hash("nobody has this password")
"""Checked for names that do not exist, so that the time of an answer does not tell which do."""


def fits(kept: str, password: str) -> bool:
    """Whether this is the password. Takes some 50 ms of a core; call it off the event loop."""
    try:
        return _HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False


class Brake:
    """Wrong passwords in a row, by account."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def holds(self, account: str) -> bool:
        """Whether this account has to wait."""
        count, since = self._wrong.get(account, (0, 0.0))
        if count < TRIES:
            return False
        if self._clock() - since < PAUSE_SECONDS:
            return True
        del self._wrong[account]
        return False

    def wrong(self, account: str) -> None:
        """One more wrong one."""
        count, _ = self._wrong.pop(account, (0, 0.0))
        self._wrong[account] = (count + 1, self._clock())
        while len(self._wrong) > MOST_ACCOUNTS:
            self._wrong.popitem(last=False)

    def right(self, account: str) -> None:
        """The right one."""
        self._wrong.pop(account, None)
