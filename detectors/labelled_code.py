"""Codes that have no shape of their own and no check digit: only the label right before them, or over their column, makes them one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from detectors.columns import cells_below
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View
from detectors.text.words import beginning_keys, beginnings, begun, places

_GAP = re.compile(
    r"[ \t]{0,3}(?:(?:c\.|cis(?:lo|la|lem)(?!\w))[ \t]{0,2})?(?:\([^()\n]{0,40}\)[ \t]{0,2})?[\"'“”)]{0,2}[ \t]{0,2}(?::\*\*)?"
    r"(?:(?:c\.|cis(?:lo|la|lem)|id|kod(?:em)?|je|zni|ma byt|patri|pod|s|se)[ \t:]{1,3}){0,3}[:=|;#–-]?[ \t\"'„(*]{0,4}\n?[ \t]{0,4}"
)
"""What may stand between a label and its code: a note in brackets, "č.", "je", a sign."""


_REACH = 64
"""How far before its word a label begins, and how far behind it ends, at most."""


class LabelledCodeRecognizer(CzechRecognizer):
    """``HINTS``: beginnings of folded words; one of these words stands in every label. ``LABEL`` is over the folded text, ``CODE`` over
    the text.
    """

    HINTS: ClassVar[tuple[str, ...]]
    LABEL: ClassVar[re.Pattern[str]]
    CODE: ClassVar[re.Pattern[str]]
    SCORE: ClassVar[float] = 0.8
    _KEYS: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        """What the recognizer needs follows from its hints: one of their beginnings."""
        super().__init_subclass__()
        keys = cls._KEYS = beginning_keys(cls.HINTS)
        cls.NEEDS = lambda view: not keys.isdisjoint(beginnings(view))

    def plausible(self, value: str) -> bool:  # noqa: ARG002  part of the grammar
        """Whether what fits is such a code and no ordinary word or number."""
        return True

    def _labels(self, view: View) -> Iterator[re.Match[str]]:
        """Every label, in order: looked for only around the words that labels have."""
        keys = self._KEYS & beginnings(view)
        words = {word for word in begun(view, keys) if word.startswith(self.HINTS)} if keys else None
        if not words:
            return
        folded = view.folded
        done = 0
        for at, word in places(folded, words):
            if at < done:
                continue
            for match in self.LABEL.finditer(folded, max(at - _REACH, done), at + len(word) + _REACH):
                done = match.end()
                yield match

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text: the code behind each label, or in the cells below it."""
        reach = 0
        for label in self._labels(view):
            view.step(self.key)
            if label.start() < reach:
                continue
            gap = _GAP.match(view.folded, label.end())
            span = self._code(view, gap.end() if gap else label.end(), len(view.text))
            if span is not None:
                reach = span[1]
                yield view.finding(self.ENTITY, *span, self.SCORE, f"{self.key}.label", context=True)
                continue
            for start, end in cells_below(view, label.start(), self.key):
                cell = self._code(view, start, end)
                if cell is not None and cell[1] == end:
                    yield view.finding(self.ENTITY, *cell, self.SCORE, f"{self.key}.column", context=True)

    def _code(self, view: View, start: int, end: int) -> tuple[int, int] | None:
        match = self.CODE.match(view.text, start, end)
        if match is None or not self.plausible(match[0]):
            return None
        return match.span()
