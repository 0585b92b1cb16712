"""The reading half of a connection, which offers what arrives before it wakes the task that reads.

To wake a task takes a turn of the event loop, and what it then runs lies cold: for a word of a streamed answer that is a good part of its
way (:mod:`gateway.proxy.lane`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class OfferingReader(asyncio.StreamReader):
    """As asyncio's, with a ``taker`` that is asked first, and may be set at any time."""

    taker: Callable[[bytes], bool] | None = None
    """Whether it took the piece. Asked only while somebody waits in :meth:`read` and has seen everything before it; must not raise."""

    _awaited = False

    async def read(self, n: int = -1) -> bytes:
        """As asyncio's."""
        self._awaited = True
        try:
            return await super().read(n)
        finally:
            self._awaited = False

    def feed_data(self, data: bytes) -> None:  # type: ignore[override]  # what transports give is bytes
        """Called by the transport."""
        behind = not self._awaited or self._buffer  # type: ignore[attr-defined]  # asyncio's own, and not in its annotations
        if behind or self.taker is None or not self.taker(data):
            super().feed_data(data)
