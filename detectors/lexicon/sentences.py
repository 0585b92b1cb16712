"""Which stretches of a text are sentences: enough to say that a topic and a person stand together.

Ends: a full stop, question or exclamation mark before a capital, a digit or an opening quote; an empty line. An abbreviation, an
initial or an ordinal number ends nothing, and neither does a line break alone, because forms and wrapped lines belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from detectors.text.view import View

_MAY_END: Final = re.compile(r'[.!?…]["“”\')\]]{0,2}\s{1,3}(?=[A-ZÀ-Ž„"(•0-9-])|\n[ \t]{0,8}\n')
_ABBREVIATIONS: Final = frozenset(
    {"Ing", "Mgr", "Bc", "BcA", "MgA", "Dr", "DiS", "CSc", "Sb", "MUDr", "JUDr", "PhDr", "RNDr", "MDDr", "MVDr", "ThDr", "PharmDr", "prof"}
)
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]{1,8}|[0-9]{1,4})\Z")
_SHORT: Final = 3
LONGEST: Final = 500
"""Characters. What goes on longer without an end is no sentence."""


def _ends(text: str, start: int, what: str) -> bool:
    """Whether the mark at ``start`` ends a sentence."""
    if what[0] != ".":
        return True
    match = _WORD_BEFORE.search(text, max(start - 9, 0), start)
    if match is None:
        return True
    word = match[0]
    if word[0].isdigit():
        return len(word) == 4
    return word not in _ABBREVIATIONS and (len(word) > _SHORT or (len(word) > 1 and word[0].isupper()))


def _starts(view: View) -> Iterator[int]:
    """Where sentences start; what is longer than any (a form, a table) is cut at a line's end."""
    text = view.text
    start = 0
    yield start
    for end in (*(m.end() for m in _MAY_END.finditer(text) if _ends(text, m.start(), m[0])), len(text)):
        while end - start > LONGEST:
            line = text.rfind("\n", start, start + LONGEST)
            start = line + 1 if line > start else start + LONGEST
            yield start
        if end < len(text):
            start = end
            yield start


class Sentences:
    """The sentences of a view, by number."""

    __slots__ = ("_starts", "size")

    def __init__(self, view: View) -> None:
        self._starts = list(_starts(view))
        self.size = len(view.text)

    def number(self, position: int) -> int:
        """Which sentence a position is in."""
        return bisect_right(self._starts, position) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Where that sentence stands; an empty span when there is none of that number."""
        if not 0 <= number < len(self._starts):
            return 0, 0
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self.size
        return self._starts[number], end


def sentences(view: View) -> Sentences:
    """The sentences of a view, computed once."""
    return view.memo("lexicon.sentences", Sentences)
