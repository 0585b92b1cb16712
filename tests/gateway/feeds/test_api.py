"""The feed protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from gateway.feeds.api import Feed, Outgoing


class Kept:
    """A real small feed: keeps what it was given."""

    name = "kept"

    def __init__(self) -> None:
        self.taken: list[Outgoing] = []

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        self.taken.extend(batch)


def test_a_feed_is_a_name_and_one_verb() -> None:
    """A class with a name and ``deliver`` is a feed, and gets events in order."""
    kept = Kept()
    feed: Feed = kept
    asyncio.run(feed.deliver([Outgoing("a", {"id": "1"}), Outgoing("b", {"id": "2"})]))
    assert [outgoing.cursor for outgoing in kept.taken] == ["a", "b"]


def test_an_outgoing_event_shows_none_of_itself() -> None:
    """The repr, which may land in a log, holds the cursor only."""
    assert repr(Outgoing("a", {"tool": "planted"})) == "Outgoing(cursor='a')"
