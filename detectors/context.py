"""Context words: what must stand near a number for it to be what it seems.

Stems are regular expressions over folded text (no case, no diacritics). A context word speaks for the *nearest* number: another
number of four or more digits between them breaks the tie, so that "rodné číslo neuvedl, telefon 724 …" makes no birth number.

A text with few candidates has only the surroundings of each folded and searched. Once the surroundings asked for add up to the whole
text, the whole text is searched once instead and each further question is a look-up; so the cost stays linear and small in tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from detectors.text.searched import searched
from detectors.text.view import View

BEFORE = 60
"""How far before a number its label may stand, in characters; a label with its explanation in brackets is rarely longer."""
AFTER = 25
"""How far after: "7103192745 (rodné číslo)"."""

_OTHER_NUMBER = re.compile(r"[0-9]{4}")
_LAST_NUMBER = re.compile(r"[0-9]{4}(?!.*[0-9]{4})", re.DOTALL)  # windows are short, so looking ahead from each number is cheap
_ANCHOR = r"\Z"


class _Spots:
    """Where the stems of one context stand in one text; ``None`` until they are worth finding."""

    __slots__ = ("asked", "ends", "starts")

    def __init__(self) -> None:
        self.asked = 0
        self.starts: list[int] | None = None
        self.ends: list[int] = []


class Context:
    """A set of stems, as one compiled pattern."""

    __slots__ = ("_anchored", "_key", "_pattern")

    def __init__(self, *stems: str) -> None:
        self._pattern = re.compile(searched(*stems))
        self._key = f"context:{id(self)}"
        self._anchored = any(_ANCHOR in stem for stem in stems)  # such a stem must stand right before the number

    def _spots(self, view: View, width: int) -> _Spots:
        spots = view.memo(self._key, lambda _: _Spots())
        spots.asked += width
        if spots.starts is None and spots.asked > len(view.text) and not self._anchored:
            found = [match.span() for match in self._pattern.finditer(view.folded)]
            spots.starts = [span[0] for span in found]
            spots.ends = [span[1] for span in found]
        return spots

    def before(self, view: View, start: int, width: int = BEFORE) -> bool:
        """Whether a stem stands in the ``width`` characters before ``start`` with no other number between."""
        spots = self._spots(view, width)
        if spots.starts is not None:
            index = bisect_right(spots.ends, start) - 1
            if index < 0 or spots.starts[index] < start - width:
                return False
            return _OTHER_NUMBER.search(view.text, spots.ends[index], start) is None
        window = view.fold(start - width, start)
        other = _LAST_NUMBER.search(window)
        return self._pattern.search(window, other.end() if other else 0) is not None

    def after(self, view: View, end: int, width: int = AFTER) -> bool:
        """Whether a stem stands in the ``width`` characters after ``end`` on the same line with no other number between."""
        spots = self._spots(view, width)
        if spots.starts is not None:
            index = bisect_left(spots.starts, end)
            if index == len(spots.starts) or spots.ends[index] > end + width:
                return False
            between = view.text[end : spots.starts[index]]
            return "\n" not in between and _OTHER_NUMBER.search(between) is None
        window = view.fold(end, end + width)
        stop = _OTHER_NUMBER.search(window)
        line = window.find("\n")
        limit = min(len(window) if line < 0 else line, stop.start() if stop else len(window))
        return self._pattern.search(window, 0, limit) is not None

    def near(self, view: View, start: int, end: int) -> bool:
        """Before or after."""
        return self.before(view, start) or self.after(view, end)

    def matches(self, word: str) -> bool:
        """Whether a context word given from outside is one of these stems."""
        return self._pattern.search(word) is not None
