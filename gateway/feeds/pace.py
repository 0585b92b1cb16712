"""Stops a batch between two events when it takes long, so that how far it has come is written down."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from gateway.feeds.api import FeedUnavailable

PATIENCE = 60.0
"""Seconds. With the longest wait for one answer after it, a batch ends within a turn (:data:`gateway.feeds.outbox.TURN`)."""


@dataclass(slots=True)
class Pace:
    """Made when a batch begins."""

    clock: Callable[[], float] = time.monotonic
    _begun: float = field(init=False)

    def __post_init__(self) -> None:
        """Looks at the clock."""
        self._begun = self.clock()

    def check(self, taken: int) -> None:
        """Raises FeedUnavailable when it is time to stop and something was taken already."""
        if taken and self.clock() - self._begun > PATIENCE:
            raise FeedUnavailable("the receiver is slow", taken=taken, retry_after=0.0)
