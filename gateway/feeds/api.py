"""What every feed offers. One feed is one module in this folder, for instance a webhook, syslog, mail.

A feed sees events as :func:`gateway.feeds.public.public` leaves them, never the store's own rows. Delivery is at least once and in
order: what a feed did not take comes again, so a receiver tells repeats by the event's ``id``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One event on its way out. ``cursor`` is where delivery goes on after it; ``event`` is its public form."""

    cursor: str
    event: Mapping[str, Any] = field(repr=False)


class FeedUnavailable(Exception):
    """The receiver did not take the events; they come again. The message names the feed and a status, never what was sent."""


class Feed(Protocol):
    """One way out. May open sockets: feeds run in the writer or console process, never on a request's way."""

    name: str

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the receiver has taken the whole batch; raises :class:`FeedUnavailable`."""
