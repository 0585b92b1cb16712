"""How long a connection may keep us waiting, and how many one peer may hold. uvicorn alone waits for a first head for ever.

Whoever keeps us waiting (for a head, for the rest of a body, for room to write) has a deadline, and is the first to go when places get
scarce: so idle connections, however many, never keep out a health probe. What *we* work on, streams included, has no deadline here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from gateway.network import one_peer, within

MAX_CONNECTIONS = 256
"""Connections served at once: fifty streams and what an office's readers, scrapers and analyzer clients need."""
PER_PEER = MAX_CONNECTIONS // 2
"""Of one address, so that one alone never takes all; a shared address (an office behind one) still has its fifty streams."""
SPARE = 8
"""Below the limit, above which the server answers 503: room for those who come while others go."""


class Waiting(Enum):
    """What the client keeps us waiting for, and for how many seconds it may."""

    HEAD = 10.0
    """A request's line and headers: one packet."""
    BODY = 60.0
    """All of a body: the largest over a slow line."""
    READING = 30.0
    """Reading of what was answered, when no more fits into the buffers."""


class Connection(H11Protocol):
    """One connection. It reads of uvicorn's protocol: its set of connections, its peer, its request's progress, and no more."""

    shared: ClassVar[tuple[str, ...]] = ()
    """Peers that bring many clients (front proxies): not counted as one."""

    waiting: Waiting | None = None
    since: float = 0.0
    peer: str | None = None
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Makes room for it where there is none, and starts its clock."""
        super().connection_made(transport)
        self.peer = None if self.client is None or within(self.client[0], self.shared) else one_peer(self.client[0])
        others = [one for one in self.connections if isinstance(one, Connection) and one is not self]
        mine = [one for one in others if one.peer == self.peer and self.peer is not None]
        if len(mine) >= PER_PEER and not _end_one(mine):
            transport.abort()
        elif len(others) >= MAX_CONNECTIONS - SPARE:
            _end_one(others)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """As uvicorn."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """As uvicorn; the next head has its deadline too."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """As uvicorn; a client that does not read has a deadline."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """As uvicorn."""
        super().resume_writing()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """As uvicorn."""
        self._stop()
        super().connection_lost(exc)

    def end(self) -> None:
        """Ends it at once: what is unsent is for somebody who does not read."""
        self._stop()
        self.connections.discard(self)
        self.transport.abort()

    def _stage(self) -> Waiting | None:
        if self.flow.write_paused:
            return Waiting.READING
        if self.cycle is None or self.cycle.response_complete:
            return Waiting.HEAD
        return Waiting.BODY if self.cycle.more_body else None

    def _watch(self) -> None:
        stage = self._stage()
        if stage is self.waiting:
            return  # what comes in drops does not move the deadline
        self._stop()
        if stage is not None:
            self.waiting, self.since = stage, self.loop.time()
            self._timer = self.loop.call_later(stage.value, self.end)

    def _stop(self) -> None:
        self.waiting = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def connections(shared: Iterable[str]) -> type[Connection]:
    """The protocol class for a server whose ``shared`` peers (addresses or networks) are front proxies."""
    return type("Connection", (Connection,), {"shared": tuple(shared)})


def _end_one(among: list[Connection]) -> bool:
    """Ends the one that kept us waiting longest, of the peer that holds most such; False when none keeps us waiting."""
    waiting = [one for one in among if one.waiting is not None]
    held = Counter(one.peer for one in waiting)
    for one in sorted(waiting, key=lambda one: (-held[one.peer], one.since))[:1]:
        one.end()
    return bool(waiting)
