"""Delivers one feed: at least once, in order, whatever the receiver does. One turn is one call of :meth:`Outbox.turn`.

The store's own rows are the outbox (events and steps are written once, in their transactions); what is kept of a feed is how far it has
come. The place moves after delivery, so whoever is killed between the two delivers once more. A lease lets one process deliver at a time.
A receiver that is not there is waited for, however long; one that is there and keeps failing on one event gets the next one after
``give_up``, and the event becomes a dead letter.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from gateway.feeds.api import Feed, FeedUnavailable, Ledger, Outgoing, Portion, Refused, Status
from gateway.feeds.backoff import pause
from gateway.feeds.digest import due

logger = logging.getLogger(__name__)

REFUSALS = 3
"""A receiver may say no by mistake while it is being changed; after so many times it is believed."""

MEASURED = timedelta(seconds=5)
"""How often lag is measured: a metric is read every quarter of a minute."""

TURN = 170.0
"""Seconds for one portion. Portions are small, and single waits are bounded by ``timeout_seconds``; what is cut off comes again."""

LEASE = 240.0
"""Seconds after which the turn of a node that died passes to another: longer than a turn, so that two never deliver at once."""


def _ignore(*_: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a feed tells its shell; plain callables, so that one file knows the metrics."""

    delivered: Callable[[str, int], None] = _ignore
    failed: Callable[[str], None] = _ignore
    state: Callable[[str, float, int, int], None] = _ignore
    """Seconds since what waits longest; how many events wait; how many dead letters there are."""


@dataclass(slots=True)
class Outbox:
    """One feed and its ledger. Not to be shared by threads."""

    feed: Feed
    ledger: Ledger
    contents: tuple[str, ...]
    give_up: timedelta = timedelta(hours=24)
    digest: Literal["off", "hourly", "daily"] = "off"
    hooks: Hooks = field(default_factory=Hooks)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    _begun: bool = False
    _draining: bool = False
    """A digest that is due goes out whole, however many portions it takes."""
    _measured: datetime | None = None

    def turn(self) -> bool:
        """Delivers one portion; True when there may be more to deliver at once. Raises StoreUnavailable."""
        now = self.clock()
        if not self._begun:
            self.ledger.begin()
            self._begun = True
        status = self.ledger.status()
        portion = self._next()
        self._measure(portion, now)
        if portion is None:
            self._draining = False
            return False
        if status.next is not None and now < status.next:
            return False
        loud = _loud(portion)
        self._draining = self._draining or due(self.digest, status.sent, now)
        if loud and not self._draining and not any(one.rings for _, one in loud):
            return False
        if not self.ledger.lease(LEASE):
            return False
        try:
            portion = self._next()  # somebody may have delivered it meanwhile
            if portion is None:
                self.ledger.release()
                return False
            return self._deliver(portion, self.ledger.status())
        except BaseException:
            self.ledger.release()
            raise

    def _next(self) -> Portion | None:
        portions = (self.ledger.portion(content, self.feed.largest) for content in self.contents)
        return next((portion for portion in portions if portion.entries), None)

    def _deliver(self, portion: Portion, status: Status) -> bool:
        loud = _loud(portion)
        try:
            if loud:
                asyncio.run(asyncio.wait_for(self.feed.deliver([one for _, one in loud]), TURN))
        except TimeoutError:
            return self._failed(portion, loud, status, FeedUnavailable("no answer in time"))
        except FeedUnavailable as failure:
            return self._failed(portion, loud, status, failure)
        if not self.ledger.delivered(portion, len(portion.entries), self.clock() if loud else None, keep=False):
            return False
        self.hooks.delivered(self.feed.name, len(loud))
        return True

    def _failed(self, portion: Portion, loud: Sequence[tuple[int, Outgoing]], status: Status, failure: FeedUnavailable) -> bool:
        now = self.clock()
        self.hooks.failed(self.feed.name)
        taken = min(failure.taken, len(loud) - 1)
        at, culprit = loud[taken]
        if taken and not self.ledger.delivered(portion, at, now, keep=True):
            return False
        self.hooks.delivered(self.feed.name, taken)
        identity = str(culprit.event["id"])
        # Only answers count against an event: away for a day and then one error is a first error.
        before = status if status.item == identity and (status.since is not None or not failure.answered) else Status()
        since = before.since or now
        attempts = before.attempts + 1
        logger.warning("feed %s: not delivered, attempt %d: %s", self.feed.name, attempts, failure.reason)
        patience = attempts < REFUSALS if isinstance(failure, Refused) else now - since < self.give_up
        if failure.answered and not patience:
            self._measured = None
            return self.ledger.bury(portion, at, failure.reason)
        wait = timedelta(seconds=pause(attempts, self.chance(), failure.retry_after))
        self.ledger.failed(Status(identity, since if failure.answered else None, attempts, now + wait, failure.reason))
        return False

    def _measure(self, portion: Portion | None, now: datetime) -> None:
        if self._measured is not None and now - self._measured < MEASURED:
            return
        self._measured = now
        loud = _loud(portion) if portion else []
        oldest = datetime.fromisoformat(loud[0][1].event["at"]) if loud else now
        seconds = max(0.0, (now - oldest).total_seconds())
        self.hooks.state(self.feed.name, seconds, self.ledger.waiting(), self.ledger.letters())


def _loud(portion: Portion) -> list[tuple[int, Outgoing]]:
    """What the feed carries, with its place among the entries."""
    return [(at, Outgoing(entry.cursor, entry.event)) for at, entry in enumerate(portion.entries) if entry.event is not None]
