"""What every feed offers, and what it is given. One feed is one module in this folder, for instance a webhook, syslog, mail.

A feed sees events as :mod:`gateway.feeds.outbound` and :mod:`gateway.feeds.cases` leave them, never the store's own rows. Delivery is at
least once and in order: what a feed did not take comes again, so a receiver tells repeats by the event's ``id``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One event on its way out. ``cursor`` is where delivery goes on after it; ``event`` is its public form."""

    cursor: str
    event: Mapping[str, Any] = field(repr=False)

    @property
    def rings(self) -> bool:
        """Whether it may not wait for a digest: something may have left."""
        return bool(self.event.get("rings"))


class FeedUnavailable(Exception):
    """The receiver did not take the events; they come again. The message names a status or a kind of error, never what was sent.

    ``taken`` events of the batch were taken all the same. ``answered``: the receiver is there and failed on the next one, so it may be
    that one's fault. ``retry_after`` seconds were asked for.
    """

    def __init__(self, reason: str, *, taken: int = 0, answered: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.taken = taken
        self.answered = answered
        self.retry_after = retry_after


class Refused(FeedUnavailable):
    """The receiver says that the event after the ``taken`` ones is not to its liking and never will be."""

    def __init__(self, reason: str, *, taken: int = 0) -> None:
        super().__init__(reason, taken=taken, answered=True)


class Feed(Protocol):
    """One way out. May open sockets: feeds run in the writer process, each in a thread of its own, never on a request's way."""

    @property
    def name(self) -> str:
        """Its name in the settings."""

    @property
    def largest(self) -> int:
        """How many events it is given at once: whoever needs long for them stops in between (:mod:`gateway.feeds.pace`)."""

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the receiver has taken the whole batch; raises :class:`FeedUnavailable`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, step or day in the order of a feed. ``event`` None: the feed does not carry it, and goes on after it."""

    cursor: str
    event: Mapping[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Portion:
    """What is to be delivered next of one content, in order. ``end`` is the place behind the last entry."""

    content: str
    entries: tuple[Entry, ...] = ()
    end: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How a feed goes."""

    item: str = ""
    """What the receiver did not take."""
    since: datetime | None = None
    """Since when a receiver that is there fails on it; None while it is not there."""
    attempts: int = 0
    next: datetime | None = None
    reason: str = ""
    sent: datetime | None = None
    held: bool = False
    """Whether some process is delivering right now."""


class Ledger(Protocol):
    """What is delivered and what is not, of one feed, in the store. Each method is one transaction and may raise StoreUnavailable."""

    def begin(self) -> None:
        """Sets the cursors of a new feed; does nothing for a known one."""

    def status(self) -> Status:
        """How it goes."""

    def portion(self, content: str, limit: int) -> Portion:
        """What comes next; empty when all is delivered."""

    def lease(self, seconds: float) -> bool:
        """Takes the turn, or keeps it; False when another process has it."""

    def release(self) -> None:
        """Gives the turn back."""

    def delivered(self, portion: Portion, entries: int, sent: datetime | None, *, keep: bool) -> bool:
        """Moves the cursor over the first entries; False, and nothing is done, when the turn was lost. ``keep`` the turn, or not."""

    def failed(self, status: Status) -> None:
        """Writes down what went wrong, and gives the turn back."""

    def bury(self, portion: Portion, entry: int, reason: str) -> bool:
        """Makes a dead letter of one entry and moves the cursor over it; False when the turn was lost."""

    def waiting(self) -> int:
        """How many events stand behind the cursor."""

    def letters(self) -> int:
        """How many dead letters there are."""
