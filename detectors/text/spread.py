"""Numbers taken apart: ``7 1 0 3 1 9 / 2 7 4 5``, ``7.1.0.3…``, ``71 03 19 27 45`` and a number broken by the end of a line.

Candidates are the view's numbers, so that a text without such a number costs a look at each length.
"""

from __future__ import annotations

import re
from itertools import pairwise

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
_KEPT = re.compile("[/|]")


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
    near = [index for index, (one, other) in enumerate(pairwise(numbers)) if other[0] - one[1] <= _LONGEST_BREAK]
    breaks = {index for index in near if _BREAK.fullmatch(text, numbers[index][1], numbers[index + 1][0])}
    for index in breaks:
        first, second = _count(view, numbers[index]), _count(view, numbers[index + 1])
        column = index - 1 in breaks or index + 1 in breaks
        if not column and min(first, second) < SHORTEST and SHORTEST <= first + second <= LONGEST:
            found.append(Change(numbers[index][1], numbers[index + 1][0], "", Proof.CONTEXT))
    found.sort(key=lambda change: change.start)
    return found
