"""Where findings stand, for people: message, line, page, sheet, cell. Numbers and cells' addresses, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gateway.decide.hits import Hit
from gateway.model import Place, Segment, SegmentKind, Where

MOST = 5
"""Places that are told one by one: as many as anybody reads; the rest is a number."""

_MESSAGES = frozenset({"messages", "contents", "input", "turns", "chat_history"})
"""Names of formats under which messages stand in order."""

_FIRST: Where = (("message", 1),)


def spots(hits: Sequence[Hit], segments: Sequence[Segment], most: int = MOST) -> tuple[tuple[Where, ...], int]:
    """The first places, each once, in the order of the request; and how many further ones there are."""
    several = any(_message(segment.place) > _FIRST for segment in segments) if hits else False
    ordered = sorted(hits, key=lambda hit: hit.parts[0])
    found = dict.fromkeys(where for hit in ordered if (where := _where(hit, segments, several=several)))
    return tuple(found)[:most], max(len(found) - most, 0)


def _where(hit: Hit, segments: Sequence[Segment], *, several: bool) -> Where:
    index, start, _ = hit.parts[0]
    segment = segments[index]
    if segment.kind is SegmentKind.URL:
        return (("address", 1),)
    if segment.kind is SegmentKind.HEADER:
        return (("header", 1),)
    inside = segment.where_at(start)
    if not inside and "\n" in segment.text:
        inside = (("line", segment.text.count("\n", 0, start) + 1),)
    return (*_message(segment.place), *inside) if several else inside


def _message(place: Place) -> Where:
    for name, number in pairwise(place):
        if name in _MESSAGES and isinstance(number, int) and number >= 0:
            return (("message", number + 1),)
    return ()
