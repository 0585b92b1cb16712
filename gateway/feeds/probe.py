"""A test of one feed: a made-up event, sent to its receiver now, beside whatever waits."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from gateway.feed_settings import Feed
from gateway.feeds import registry
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.servicedesk import Ticket


class Nowhere:
    """Tickets of a test belong to no case."""

    def known(self, case: str | None = None) -> tuple[Ticket, ...]:  # noqa: ARG002
        """None."""
        return ()

    def record(self, ticket: Ticket) -> None:  # noqa: ARG002
        """Keeps nothing."""
        return


def made_up(kind: str, now: datetime) -> dict[str, Any]:
    """The event: its id begins with ``test-``, so that the receiver's people know it."""
    event: dict[str, Any] = {"id": f"test-{secrets.token_hex(8)}", "type": "feed.test", "at": now.isoformat(timespec="milliseconds")}
    if kind == "servicedesk":
        event |= {"case": "0000-0000", "step": 0, "state": "none", "left": False, "level": "informational"}
    return event


async def probe(name: str, given: Feed, now: datetime, event: dict[str, Any] | None = None) -> str:
    """Sends it; why the receiver did not take it, or ""."""
    try:
        await registry.feed(name, given, Nowhere()).deliver([Outgoing("", event or made_up(given.kind, now))])
    except FeedUnavailable as failure:
        return failure.reason
    return ""
