"""A node's feed that is killed between delivery and cursor, or goes on: one process, one turn after another.

python -m support.feed_child URL FILE KILL [NODE]   (KILL: after so many deliveries it kills itself, before the cursor moves; 0: drains and ends)
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from gateway.feeds.api import Outgoing
from gateway.feeds.file import File
from gateway.feeds.outbox import Outbox
from gateway.store.outbox import FeedLedger, Wants


class Killed:
    """A file feed whose process dies right after the receiver has taken a batch."""

    def __init__(self, path: Path, after: int) -> None:
        self.name, self.largest = "kill", 7
        self._file, self._after = File("kill", path), after

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        await self._file.deliver(batch)
        self._after -= 1
        if self._after == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    url, path, kill = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    ledger = FeedLedger(url, "kill", Wants(contents=("events",), from_start=True), (sys.argv[4:] or ["node-a"])[0])
    box = Outbox(Killed(path, kill), ledger, ("events",))
    while box.turn():
        pass


if __name__ == "__main__":
    main()
