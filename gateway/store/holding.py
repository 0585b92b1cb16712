"""Keeps in memory what the spool could not take, until it can."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from gateway.model import Disclosed
from gateway.record.event import Event
from gateway.record.sink import Sink, SinkUnavailable, Unwritable

HELD_EVENTS = 10_000
"""About 20 MB. A node whose disk fails for longer than this has been refusing everything meanwhile; the count of dropped goes on."""


class HoldingSink:
    """A sink before a sink. The caller still gets SinkUnavailable: only the record waits, not the verdict.

    Held is only what stands whatever happens (``disclosed`` is ``none``: a block). An event that says that something *left* is not
    held: since it could not be written nothing left, the caller turns it into a block and puts that.
    """

    def __init__(self, sink: Sink, limit: int = HELD_EVENTS) -> None:
        self._sink = sink
        self._limit = limit
        self._held: deque[Event] = deque()
        self._dropped = 0
        self._lock = threading.Lock()
        self._flushing = threading.Lock()

    @property
    def held(self) -> int:
        """How many events wait in memory."""
        return len(self._held)

    @property
    def dropped(self) -> int:
        """How many were lost because the memory was full, since the start."""
        return self._dropped

    def put(self, event: Event) -> None:
        """Returns when the event is durable. Raises SinkUnavailable, and holds the event if it is a block."""
        if self._held and not self.flush():
            self._hold(event)
            raise SinkUnavailable("events wait in memory")
        try:
            self._sink.put(event)
        except Unwritable:
            raise  # held, it would stand before all others for ever
        except SinkUnavailable:
            self._hold(event)
            raise

    def put_all(self, events: Sequence[Event]) -> Sequence[SinkUnavailable | None]:
        """Several events that wait together, by one write; for each None, or why it is not durable (then it is held if it is a block)."""
        if self._held and not self.flush():
            return [self._kept(event, SinkUnavailable("events wait in memory")) for event in events]
        try:
            self._sink.put_all(events)
        except Unwritable:
            return [self._alone(event) for event in events]  # one of them is at fault, and the others are not
        except SinkUnavailable as failure:
            return [self._kept(event, failure) for event in events]
        return [None] * len(events)

    def put_at_once(self, events: Sequence[Event]) -> bool:
        """Whether all of them are durable now, without waiting for anybody. Where not, nothing is held: :meth:`put_all` tells why."""
        if self._held:
            return False
        try:
            return self._sink.put_at_once(events)
        except SinkUnavailable:
            return False

    def _alone(self, event: Event) -> SinkUnavailable | None:
        try:
            self.put(event)
        except SinkUnavailable as failure:
            return failure
        return None

    def _kept(self, event: Event, failure: SinkUnavailable) -> SinkUnavailable:
        self._hold(event)
        return failure

    def flush(self) -> bool:
        """Tries to write what is held, oldest first; True when nothing is held any more. Call it now and then, and at the end."""
        if not self._flushing.acquire(blocking=False):
            return True  # another thread is at it; whoever comes now tries for itself
        try:
            while self._held:
                try:
                    self._sink.put(self._held[0])
                except Unwritable:
                    self._dropped += 1
                except SinkUnavailable:
                    return False
                self._held.popleft()  # only here, and only by one thread
            return True
        finally:
            self._flushing.release()

    def _hold(self, event: Event) -> None:
        if event.disclosed is not Disclosed.NONE:
            return
        with self._lock:
            if len(self._held) >= self._limit:
                self._dropped += 1  # the beginning of a failure tells more than its end
            else:
                self._held.append(event)
