"""Where events go. The pipeline's shells write to a sink and wait for it; a verdict takes effect only after that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gateway.record.event import Event


class SinkUnavailable(Exception):
    """The event could not be made durable. The block it belongs to stands; anything else becomes a block."""


class Unwritable(SinkUnavailable):
    """An event that can be written nowhere: its own fault, and none of those beside it."""


class Sink(Protocol):
    """A durable place on this node (the spool). Blocking; call it off the event loop."""

    def put(self, event: Event) -> None:
        """Returns when the event is durable; raises :class:`SinkUnavailable`."""

    def put_all(self, events: Sequence[Event]) -> None:
        """Returns when all of them are, in order, by one write; raises :class:`SinkUnavailable`, and then none is."""

    def put_at_once(self, events: Sequence[Event]) -> bool:
        """The same without waiting for other writers: False when one is at it, and then nothing is written."""
