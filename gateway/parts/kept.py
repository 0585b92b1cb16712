"""What takes long to read and changes seldom, kept for a while. Safe to share between threads: at worst two read the same at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

MOST = 64
"""Answers kept at once: pages ask for a few spans and lists."""


class Kept[*A, T]:
    """A function whose answers are believed for some seconds, by its arguments. A failure is not kept."""

    def __init__(self, read: Callable[[*A], T], seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._read, self._seconds, self._clock = read, seconds, clock
        self._found: dict[Hashable, tuple[float, T]] = {}

    def __call__(self, *asked: *A) -> T:
        """The answer, at most so many seconds old."""
        now = self._clock()
        at, answer = self._found.get(asked, (None, None))
        if at is None or answer is None or now - at >= self._seconds:
            answer = self._read(*asked)
            kept = {key: one for key, one in list(self._found.items()) if now - one[0] < self._seconds}
            self._found = {**dict(list(kept.items())[-MOST + 1 :]), asked: (now, answer)}
        return answer
