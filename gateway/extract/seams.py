"""Windows around the seams of a run of texts: where one ends and the next begins, a value or its context may be cut.

Each text of a run is scanned by itself. Scanning the whole run once more would find what is cut, but a chat sends its history again each
turn, and a run that grows is a new text each time. So what is scanned is the neighbourhood of each seam: windows that stay the same
while the run grows at its end, and that are remembered like any other text. A short run is one window: all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

REACH = 400
"""Characters on either side of a seam. Context is looked for within a sentence or two, and numbers have some dozens of characters."""

CORE = 1600
"""Characters after which a window with seam on seam is parted; each half goes on over the other's edge, by REACH both ways."""

_WORD = 100
"""Characters within which a window ends at a space instead of in the middle of a word or a number."""

_SPACE = re.compile(r"\s")

type Window = tuple[tuple[int, int, int], ...]
"""What of each text a window takes: (text, start, end). Whole numbers only; two texts or more."""


def windows(texts: Sequence[str]) -> Iterator[Window]:
    """The windows of a run, in order. Together they hold at most one and a half times the characters of the run."""
    starts = [0, *accumulate(map(len, texts))]
    for begin, end in _intervals(starts):
        for first in range(begin, max(end - REACH, begin + 1), CORE):
            last = min(end, first + CORE + REACH)
            window = tuple(_taken(texts, starts, max(first - REACH, begin), last))
            if len(window) > 1:
                yield window
            if last == end:
                break


def _intervals(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The neighbourhoods of the seams, those that touch put together."""
    total = starts[-1]
    begin = end = 0
    for seam in starts[1:-1]:
        if seam - REACH > end:
            if end:
                yield begin, end
            begin = seam - REACH
        end = min(seam + REACH, total)
    if end:
        yield begin, end


def _taken(texts: Sequence[str], starts: Sequence[int], begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    at = bisect_right(starts, begin) - 1
    while at < len(texts) and starts[at] < end:
        text = texts[at]
        start, stop = max(begin - starts[at], 0), min(end - starts[at], len(text))
        if start and (space := _SPACE.search(text, start, min(start + _WORD, stop))):
            start = space.end()
        if stop < len(text):
            stop = _before(text, max(start, stop - _WORD), stop)
        if start < stop:
            yield at, start, stop
        at += 1


def _before(text: str, lowest: int, stop: int) -> int:
    """The last space before ``stop``; ``stop`` where there is none near."""
    return next((at for at in range(stop - 1, lowest, -1) if text[at].isspace()), stop)
