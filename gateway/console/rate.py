"""How often somebody may be wrong at the sign-in page."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

WINDOW_SECONDS = 300.0
PER_PEER = 10
"""Wrong tokens of one address in the window: a person pastes it wrongly a few times, not ten."""
IN_ALL = 100
"""Wrong tokens of all addresses in the window, so that many addresses help no one."""
MAX_PEERS = 1024
"""Addresses remembered, for bounded memory; the sum over all holds anyway."""


@dataclass(slots=True)
class Attempt:
    """One attempt. ``wait`` are the seconds until this peer may try; 0 when it may now. ``failed`` is set by whoever looked at it."""

    wait: int
    failed: bool = False


class Attempts:
    """Counts failures in a sliding window, for one event loop. ``now`` gives seconds of a clock that only goes forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._all: deque[float] = deque()
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._under_way: Counter[str] = Counter()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def attempt(self, peer: str) -> AsyncIterator[Attempt]:
        """An attempt of this peer. Those under way count as if they failed: of many that come at once no more are looked at than in a row;
        the others wait until it is known how these ended, and then have their own time to wait, or none.
        """
        while not (wait := self._wait(peer)) and not self._room(peer):
            await self._changed.wait()
        made = Attempt(wait)
        if wait:
            yield made
            return
        self._under_way[peer] += 1
        try:
            yield made
        finally:
            self._under_way -= Counter((peer,))
            if made.failed:
                self._failed(peer)
            self._changed.set()
            self._changed = asyncio.Event()

    def _wait(self, peer: str) -> int:
        now = self._now()
        mine = self._of.get(peer, deque())
        for failures in (self._all, mine):
            while failures and now - failures[0] >= WINDOW_SECONDS:
                failures.popleft()
        waits = [times[0] + WINDOW_SECONDS - now for times, limit in ((self._all, IN_ALL), (mine, PER_PEER)) if len(times) >= limit]
        return int(max(waits)) + 1 if waits else 0

    def _room(self, peer: str) -> bool:
        own = len(self._of.get(peer, ())) + self._under_way[peer]
        return own < PER_PEER and len(self._all) + self._under_way.total() < IN_ALL

    def _failed(self, peer: str) -> None:
        now = self._now()
        self._all.append(now)
        self._of.setdefault(peer, deque()).append(now)
        self._of.move_to_end(peer)
        while len(self._of) > MAX_PEERS:
            self._of.popitem(last=False)
