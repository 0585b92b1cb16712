"""Leaves a server alone that does not answer: after some failures nobody asks it for a while, then one does."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 3
"""In a row; one may be a lost packet."""
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0
"""Seconds. A directory that came back is used again within a minute."""


class Breaker:
    """Closed (asks), open (does not), half open (one asks)."""

    def __init__(self, changed: Callable[[bool], None] = lambda _down: None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = changed
        self._failures = 0
        self._until = 0.0

    def may(self) -> bool:
        """Whether to ask now. After a pause only the first one may, until it has an answer."""
        if self._failures < FAILURES:
            return True
        if self._clock() < self._until:
            return False
        self._until = self._clock() + self._pause()
        return True

    def worked(self) -> None:
        """The server answered."""
        if self._failures >= FAILURES:
            self._changed(False)
        self._failures = 0

    def failed(self) -> None:
        """The server did not answer."""
        self._failures += 1
        if self._failures == FAILURES:
            self._changed(True)
        if self._failures >= FAILURES:
            self._until = self._clock() + self._pause()

    def _pause(self) -> float:
        return min(FIRST_PAUSE * 2.0 ** min(self._failures - FAILURES, 10), LONGEST_PAUSE)
