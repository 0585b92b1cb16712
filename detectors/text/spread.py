"""Numbers taken apart: ``7 1 0 3 1 9 / 2 7 4 5``, ``7.1.0.3…``, ``71 03 19 27 45`` and a number broken by the end of a line.

Candidates are the view's numbers, so that a text without such a number costs a look at each length.
"""

from __future__ import annotations

import re
from operator import attrgetter

from detectors.text.change import Change, Proof
from detectors.text.view import View

SHORTEST = 9
"""Digits in the shortest number that tells somebody apart."""
LONGEST = 34
"""Digits in the longest, an IBAN; a longer row of digits is a table."""

_GROUP = re.compile("[0-9]+")
_DIGITS = re.compile("[0-9]")
_COUNTRY = re.compile(r"(?<![^\W_])[A-Za-z][ .\-_]{1,2}[A-Za-z][ .\-_]{1,2}\Z")
_BREAK = re.compile(r"[ \t]{0,4}\r?\n[ \t]{0,4}")
_LONGEST_BREAK = 10
"""Characters of the longest such break."""
_SHORTEST_SPREAD = 2 * SHORTEST - 5
_BEFORE = 6
_start = attrgetter("start")


def _spread(view: View, start: int, end: int) -> Change | None:
    written = view.text[start:end]
    groups = _GROUP.findall(written)
    if len(groups) < 5 or max(map(len, groups)) > 2 or not SHORTEST <= sum(map(len, groups)) <= LONGEST:
        return None
    written = written.rstrip(" \t.-/|_\\()+")
    country = _COUNTRY.search(view.text, max(start - _BEFORE, 0), start)
    read = "".join(c for c in written if c.isdigit() or c in "/|")
    if country is not None:
        return Change(country.start(), start + len(written), "".join(c for c in country[0] if c.isalpha()).upper() + read, Proof.CHECK)
    return Change(start, start + len(written), read, Proof.CHECK)


def _count(view: View, span: tuple[int, int]) -> int:
    return len(_DIGITS.findall(view.text, *span))


def changes(view: View) -> list[Change]:
    """Every number of the text that may be one taken apart, in order."""
    found = [one for start, end in view.long_numbers if end - start > _SHORTEST_SPREAD and (one := _spread(view, start, end))]
    numbers, text = view.numbers, view.text
    width, done = 0, -_LONGEST_BREAK - 1
    for index, (start, end) in enumerate(numbers):
        if start - done <= _LONGEST_BREAK and width + end - start >= SHORTEST and _broken(text, numbers[index - 1], numbers[index]):
            first, second = _count(view, numbers[index - 1]), _count(view, numbers[index])
            if min(first, second) < SHORTEST and SHORTEST <= first + second <= LONGEST and not _in_column(view, index - 1):
                found.append(Change(done, start, "", Proof.CONTEXT))
        width, done = end - start, end
    found.sort(key=_start)
    return found


def _broken(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether nothing but the end of a line stands between two numbers."""
    return other[0] - one[1] <= _LONGEST_BREAK and _BREAK.fullmatch(text, one[1], other[0]) is not None


def _in_column(view: View, index: int) -> bool:
    """Whether a number stands alone on its line above or below the two that begin at this place."""
    numbers, text = view.numbers, view.text
    above = index > 0 and _broken(text, numbers[index - 1], numbers[index])
    return above or (index + 2 < len(numbers) and _broken(text, numbers[index + 1], numbers[index + 2]))
