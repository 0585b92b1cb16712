"""Where the middle of a history stands in the bytes of a body, and the body without it.

A chat sends all of its history again each turn. Where nothing was found in it, the next turn need not read it again: it is enough to know
that the very same bytes are there. What is read then is the body without its middle. Its beginning stays, because it tells the
conversation, and so does the last message with which nothing before it is joined, because what comes behind may be.

Reading is the same with and without it, but for the texts of the middle itself: JSON is read from the left, so what stands before the cut
leads to the same place in the list of messages, and each message is a container of its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from gateway.extract.api import Body
from gateway.model import Middle

_DECODER = json.JSONDecoder()
_MARKS = re.compile(r"[ \t\n\r]*[\[{:,][ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Cut:
    """Offsets in bytes. The middle lies from ``begin`` (behind the first message of the user) to ``end`` (behind the last of its own)."""

    begin: int
    end: int
    upto: int
    """Behind the message that follows the middle: up to here the bytes tell that the middle is one."""
    turns: int
    cost: int

    def without(self, body: Body) -> Body:
        """The body without its middle."""
        return replace(body, content=body.content[: self.begin] + body.content[self.end :], spent=self.cost)


def find(content: bytes, middle: Middle, before: Cut | None = None) -> Cut | None:
    """Where the middle stands in a body that was read whole, or (``before``) without an earlier middle, which the new one then takes in.

    ``content`` is what was read, and so what ``middle`` counts; the offsets are those of the whole body. None where nothing stands there.
    """
    try:
        ends = _ends(content.decode("utf-8"), middle.next + 1, middle.within)
    except (ValueError, RecursionError, IndexError):  # it was read a moment ago, but not by this reader
        return None
    begin, end, upto = ends[middle.first], ends[middle.next - 1], ends[middle.next]
    cut_out = before.end - before.begin if before else 0
    if end == begin:
        return None
    turns = middle.turns + (before.turns if before else 0)
    return Cut(begin, end + cut_out, upto + cut_out, turns, middle.cost)


def _ends(text: str, count: int, within: str) -> list[int]:
    """Where each of the first messages ends, in bytes. Raises ValueError or IndexError for a text that has fewer."""
    at = _list(text, within)
    ends: list[int] = []
    size = done = 0
    for _ in range(count):
        at = _DECODER.raw_decode(text, at)[1]
        size += len(text[done:at].encode("utf-8"))
        ends.append(size)
        done = at
        mark = _MARKS.match(text, at)
        at = mark.end() if mark else at
    return ends


def _list(text: str, within: str) -> int:
    """The offset of the first message of the list of that name."""
    at = _after(text, 0)
    while True:
        name, at = _DECODER.raw_decode(text, at)
        at = _after(text, at)
        if name == within:
            return _after(text, at)
        at = _after(text, _DECODER.raw_decode(text, at)[1])


def _after(text: str, at: int) -> int:
    mark = _MARKS.match(text, at)
    if mark is None:
        raise ValueError("no JSON object")
    return mark.end()
