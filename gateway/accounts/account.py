"""A person's account of the console, and the one-time link that makes one or mends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from gateway.accounts.role import Role

TRIES = 5
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
"""Five wrong passwords or codes in a row, then a minute's rest for that account, and twice as long after each further one, up to a quarter
of an hour: a hundred guesses a day, and nobody can lock a colleague out for longer than a coffee."""

LONGEST_NAME = 120
"""Characters of a person's name."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the console keeps of a person. ``password`` "" means that another way proves who it is: the people of the proxy, a directory,
    or the office's identity provider.
    """

    account: str = field(repr=False)
    """In the spelling of :func:`gateway.people.account.canonical`."""
    name: str = field(default="", repr=False)
    roles: frozenset[Role] = frozenset()
    """Given here; groups of a directory may add others for the length of a session."""
    password: str = field(default="", repr=False)
    """Argon2id in its PHC string."""
    secret: str = field(default="", repr=False)
    """Of the second factor, sealed under the console's key; "" when there is none."""
    step: int = 0
    """The last time step whose code was used: a code works once (RFC 6238, § 5.2)."""
    codes: tuple[str, ...] = field(default=(), repr=False)
    """Digests of the recovery codes that are left."""
    disabled: bool = False
    wrong: int = 0
    """Wrong passwords and codes in a row."""
    wrong_at: datetime | None = None

    def rests_until(self, now: datetime) -> datetime | None:
        """Until when nobody may try this account; None when somebody may now."""
        if self.wrong < TRIES or self.wrong_at is None:
            return None
        pause = min(PAUSE * 2 ** min(self.wrong - TRIES, 10), LONGEST_PAUSE)
        until = self.wrong_at + pause
        return until if now < until else None


class Purpose(StrEnum):
    """What a one-time link is for."""

    FIRST = "first"  # the first administrator, who chooses an account name
    INVITED = "invited"  # a new account, which gets its password
    RESET = "reset"  # a password is forgotten, or the second factor lost


LINK_LIFETIME = timedelta(days=3)
"""Over a weekend."""


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link. The store keeps a digest of its key."""

    purpose: Purpose
    account: str = field(repr=False)
    until: datetime
