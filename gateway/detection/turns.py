"""Whose message goes next to which process. Fair between requests, so that a huge one cannot make a short one wait for long.

Cheapest first: of all waiting messages that one goes whose request will then have been given the fewest characters. So a short prompt
goes before the next batch of a huge one, and huge ones take turns. Which processes a message goes to is said in
:mod:`gateway.detection.lanes`.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.detection.batches import BATCH_CHARACTERS
from gateway.detection.channel import Channel
from gateway.detection.lanes import fit, lanes, preferred

SCANNED_A_SECOND = 4_000_000
"""Characters that no process scans faster (measured: about a million). What cannot end in time any more is not begun."""


@dataclass(slots=True)
class Share:
    """What one request was given so far. ``until`` is its deadline on the loop's clock, in seconds."""

    until: float
    characters: int = 0


@dataclass(slots=True, eq=False)
class _Waiting:
    share: Share
    size: int
    number: int
    turn: asyncio.Future[tuple[Channel, Callable[[], None]]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def rank(self) -> tuple[int, int]:
        return self.share.characters + self.size, self.number


class Turns:
    """The processes behind ``paths``, on a machine of so many ``processors``, and who waits for them."""

    def __init__(self, paths: Sequence[Path], processors: int) -> None:
        self._channels = [Channel(path, self._grant) for path in paths]
        self._lanes = lanes(len(paths), processors)
        self._waiting: list[_Waiting] = []
        self._numbers = itertools.count(1)

    async def ask(self, share: Share, size: int, message: dict[str, Any]) -> dict[str, Any]:
        """Waits for its turn, then for the answer. Raises as :meth:`~gateway.detection.channel.Channel.ask`."""
        waiting = _Waiting(share, size, next(self._numbers))
        self._waiting.append(waiting)
        self._grant()
        try:
            channel, free = await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
                self._grant()  # it may have held a process for itself
            elif not waiting.turn.cancelled():
                waiting.turn.result()[1]()
            raise
        return await channel.ask(waiting.number, message, free)

    def _grant(self) -> None:
        """Gives every turn that can be given. Who finds no room keeps its processes closed for those behind it, so nobody is overtaken."""
        given = True
        while given:
            given, closed = False, set[Channel]()
            now = asyncio.get_running_loop().time() if self._waiting else 0.0
            longest = self._longest()
            for one in sorted(self._waiting, key=lambda waiting: waiting.rank):
                if one.turn.done() or (one.size > BATCH_CHARACTERS and one.share.until - now < one.size / SCANNED_A_SECOND):
                    continue  # given up, or will be
                fitting = fit(self._channels, one.size)
                open_now = [channel for channel in fitting if channel not in closed and channel.has_room(one.size)]
                if open_now:
                    first = preferred(self._channels, one.size, self._lanes, longest=longest)
                    channel = min(open_now, key=lambda channel: (channel not in first, channel.load))
                    self._waiting.remove(one)
                    one.share.characters += one.size
                    one.turn.set_result((channel, channel.take(one.size)))
                    given = True
                    break
                closed.update(fitting)
                if len(closed) == len(self._channels):
                    break

    def _longest(self) -> bool:
        sizes = itertools.chain((one.size for one in self._waiting), (channel.load for channel in self._channels))
        return any(size > BATCH_CHARACTERS for size in sizes)

    async def close(self) -> None:
        """Closes the connections."""
        for channel in self._channels:
            await channel.close()
