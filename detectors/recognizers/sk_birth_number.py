"""Rodné číslo of Slovakia: the same number as the Czech one (both come from one federal act), told apart by the Slovak text around it.

Since 1993 it is Slovak Act No. 301/1995 Z. z.; format, date and check digit as in :mod:`detectors.birth`, without added months.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from detectors.birth import Kind, read
from detectors.birth_rules import LABEL, birth_number, readings
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_WIDTH = 120
_FEW = 4
"""More numbers than these in one text are a table."""
_LETTERS = re.compile("[ľĺŕôäĽĹŔÔÄ]")
_WORDS = re.compile(
    r"\bsk(?=[0-9]|\Z)|\bsr\b|slovensk|slovak|\bobcian|preukaz|narodeny\b|narodena (?:dna|v)|\bdatum narodenia|\bpriezvisk|\bmeno\b"
    r"|\bbytom\b|\bkosic|\bbratislav|\bzilin|\bpresov|\bnitr[aey]\b|\btrnav|\btrencin|\bbanska bystrica|\bulica\b|\bst\. prisl"
)


class SkBirthNumberRecognizer(CzechRecognizer):
    """``SK_BIRTH_NUMBER``."""

    ENTITY = "SK_BIRTH_NUMBER"
    NEEDS = birth_number
    CONTEXT = LABEL

    def validate(self, value: str) -> bool | None:
        """True or False by the date and the check digit; None for nine digits with a possible date."""
        digits = "".join(c for c in value if c in "0123456789")
        number = read(digits) if len(digits) in (9, 10) else None
        return False if number is None or number.kind is not Kind.BIRTH else number.check

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text. They score a trace above the Czech reading of the same number, so that they stand."""
        birth = list(readings(view, Kind.BIRTH))
        spots = _spots(view) if len(birth) > _FEW else None
        for r in birth:
            start, end = r.shape.start, r.shape.end
            if _slovak(view, start, end) if spots is None else _near(spots, start, end):
                view.step(self.key)
                score = min(r.score + 0.005, 1.0)
                yield view.finding(self.ENTITY, start, end, score, f"{self.key}.{r.shape.style.value}", check=r.check, context=r.context)


def _slovak(view: View, start: int, end: int) -> bool:
    """Whether a Slovak word, or a letter that only Slovak has, stands around."""
    left, right = max(start - _WIDTH, 0), end + _WIDTH
    if _LETTERS.search(view.text, left, right):
        return True
    return _WORDS.search(view.fold(left, start)) is not None or _WORDS.search(view.fold(end, right)) is not None


def _spots(view: View) -> list[int]:
    """Where Slovak words and letters stand in the whole text; for tables, whose surroundings would be searched again and again."""
    found = [match.start() for pattern, text in ((_LETTERS, view.text), (_WORDS, view.folded)) for match in pattern.finditer(text)]
    return sorted(found)


def _near(spots: list[int], start: int, end: int) -> bool:
    index = bisect_left(spots, start - _WIDTH)
    return index < len(spots) and spots[index] < end + _WIDTH
