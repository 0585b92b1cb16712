"""How often somebody may be wrong at the sign-in page."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 300.0
PER_PEER = 10
"""Wrong tokens of one address in the window: a person pastes it wrongly a few times, not ten."""
IN_ALL = 100
"""Wrong tokens of all addresses in the window, so that many addresses help no one."""
MAX_PEERS = 1024
"""Addresses remembered, for bounded memory; the sum over all holds anyway."""


class Attempts:
    """Counts failures in a sliding window. ``now`` gives seconds of a clock that only goes forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._all: deque[float] = deque()
        self._of: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, peer: str) -> int:
        """Seconds until this peer may try again; 0 when it may now."""
        now = self._now()
        mine = self._of.get(peer, deque())
        for failures in (self._all, mine):
            while failures and now - failures[0] >= WINDOW_SECONDS:
                failures.popleft()
        waits = [times[0] + WINDOW_SECONDS - now for times, limit in ((self._all, IN_ALL), (mine, PER_PEER)) if len(times) >= limit]
        return int(max(waits)) + 1 if waits else 0

    def failed(self, peer: str) -> None:
        """One more failure of this peer."""
        now = self._now()
        self._all.append(now)
        self._of.setdefault(peer, deque()).append(now)
        self._of.move_to_end(peer)
        while len(self._of) > MAX_PEERS:
            self._of.popitem(last=False)
