"""Running text over the messages of a WebSocket: a value may begin in one and end in the next.

A program that sends what somebody types or dictates sends it in pieces, each a message of its own, and each half of a number is clean.
So the end of what has left is read together with the next message: as a segment before it, joined over the seam. What lies in that
segment alone was judged when it left.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from gateway.extract import joins, seams
from gateway.extract.place import INSIDE, name
from gateway.model import Extracted, Place, Segment, SegmentKind, Speaker

BEFORE: Place = ("before",)
"""The place of what left before; no message has one of one name that no JSON object holds."""


def texts(segments: Sequence[Segment], protocol: Collection[str]) -> tuple[int, ...]:
    """The segments (by index) in which somebody says something; ``protocol`` are names under which nobody does (a role, a type)."""
    return tuple(
        at
        for at, segment in enumerate(segments)
        if segment.kind is SegmentKind.TEXT
        and segment.speaker is not Speaker.METADATA
        and segment.text
        and INSIDE not in segment.place
        and name(segment.place) not in protocol
    )


class Said:
    """What one socket's client said last, as far as it left: the reach of one seam (:data:`seams.REACH`), and nothing longer."""

    def __init__(self) -> None:
        self._text = ""

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Said>"

    def before(self, message: Extracted) -> Extracted:
        """The message with what was said before it, joined with the texts that go on from there."""
        if not self._text or not message.running:
            return message
        at = len(message.segments)
        segments = (*message.segments, Segment(BEFORE, self._text))
        run = (at, *message.running)
        windows = seams.windows([segments[part].text for part in run])
        over = tuple(
            join
            for window in windows
            if window[0][0] == 0
            for join in joins.over(segments, [(run[part], start, end) for part, start, end in window])
        )
        return replace(message, segments=segments, joins=message.joins + over, before=at)

    def left(self, message: Extracted) -> None:
        """Remembers the end of a message that left."""
        said = "".join(message.segments[at].text for at in message.running)
        self._text = (self._text + said)[-seams.REACH :]
