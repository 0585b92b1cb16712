"""A session: from signing in until it is idle for too long, its day is over, or somebody ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from gateway.accounts.role import Role


class Stage(StrEnum):
    """How far signing in has come. Only ``full`` opens anything."""

    CODE = "code"  # the password was right; the code of the second factor is missing
    ENROL = "enrol"  # the password was right; this person must set up a second factor
    FULL = "full"


class Source(StrEnum):
    """What proved who it is."""

    HERE = "here"  # a password of the console
    PEOPLE = "people"  # a password of the people at the proxy, or of their directory
    PROVIDER = "provider"  # the office's identity provider
    LINK = "link"  # a one-time link


HALF = timedelta(minutes=10)
"""How long signing in may take between the password and the code."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: not every request is a write."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long sessions last."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """One session. ``id`` names it for its owner and is no secret; the cookie's value is kept as a digest only."""

    id: str
    account: str = field(repr=False)
    name: str = field(repr=False)
    granted: frozenset[Role]
    """Roles that groups gave at sign-in; those of the account are read anew each time."""
    source: Source
    stage: Stage
    began: datetime
    seen: datetime
    agent: str = ""
    """The browser in a word or two, so that a person can tell their sessions apart."""
    pending: str = field(default="", repr=False)
    """The sealed secret of a second factor that is being set up."""
    subject: str = field(default="", repr=False)
    """Who it is to the identity provider or the directory, whatever their names are: ``oidc:`` or ``ldap:`` and a digest; "" elsewhere."""
    refresh: str = field(default="", repr=False)
    """What renews it at the provider, sealed; "" when it gave nothing."""
    renewed: datetime | None = None
    """When the provider last stood behind it; None: not since it began."""
    asked: datetime | None = None

    def over(self, now: datetime, limits: Limits) -> bool:
        """Whether it has ended by itself. A session from the future is over, too: the clock was wrong."""
        if now < self.began - SEEN_EVERY:
            return True
        if self.stage is not Stage.FULL:
            return now - self.began >= HALF
        return now - self.began >= limits.whole or now - self.seen >= limits.idle


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS", "macOS"), ("Linux", "Linux"))


def agent_of(header: str) -> str:
    """``Firefox, Windows`` for a User-Agent header: no version, nothing else of it is kept."""
    found = [next((name for sign, name in known if re.search(rf"\b{sign}", header)), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)
