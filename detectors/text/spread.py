"""Numbers taken apart: ``7 1 0 3 1 9 / 2 7 4 5``, ``7.1.0.3…``, ``71 03 19 27 45`` and a number broken by the end of a line.

Candidates are the view's numbers, so that a text without such a number costs a look at each length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def changes(view: View) -> Iterator[Change]:
    """Every number of the text that may be one taken apart, in order."""
    numbers = view.numbers
    text = view.text
    joined = False
    for index, (start, end) in enumerate(numbers):
        if end - start > 2 * SHORTEST - 5:
            change = _spread(view, start, end)
            if change is not None:
                yield change
        follows = index + 1 < len(numbers) and numbers[index + 1][0] - end <= 10
        gap = _BREAK.fullmatch(text, end, numbers[index + 1][0]) if follows else None
        if gap is None:
            joined = False
            continue
        column = joined or (index + 2 < len(numbers) and _BREAK.fullmatch(text, numbers[index + 1][1], numbers[index + 2][0]) is not None)
        joined = True
        first, second = _count(view, (start, end)), _count(view, numbers[index + 1])
        if not column and min(first, second) < SHORTEST and SHORTEST <= first + second <= LONGEST:
            yield Change(gap.start(), gap.end(), "", Proof.CONTEXT)
