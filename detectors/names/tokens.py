"""The words of a window as the rules see them: shape, list flags and neighbours, each computed once."""

from __future__ import annotations

import re
from enum import Enum

from detectors.names.lexicon import LONGEST, Lexicon
from detectors.text.characters import fold

_TIGHT_TITLES = frozenset(["Bc", "Ing", "Mgr", "JUDr", "PhDr", "RNDr", "MUDr", "MVDr", "Dr", "Doc", "Prof"])
"""Titles that are titles also without their full stop."""
_ENDS_SENTENCE = frozenset(".!?:;…•*|")
_OPENS = frozenset("\"'„“”‚‘’«»()[]{}<>")
NUMBER = re.compile(r"[0-9]")


class Shape(Enum):
    """What a token looks like."""

    CAPITALISED = "C"
    UPPER = "U"
    INITIAL = "I"
    LOWER = "l"
    TITLE = "T"
    OTHER = "o"
    SPACE = "s"
    LINE = "n"


NAME_SHAPES = frozenset({Shape.CAPITALISED, Shape.UPPER, Shape.INITIAL})


class Tokens:
    """Parallel lists over the tokens of one window."""

    __slots__ = ("ends", "flags", "folded", "lexicon", "shapes", "starts", "words")

    def __init__(self, text: str, starts: list[int], ends: list[int], lexicon: Lexicon) -> None:
        folded = fold(text)
        self.lexicon = lexicon
        self.starts, self.ends = starts, ends
        self.words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
        self.folded = [folded[a:b] for a, b in zip(starts, ends, strict=True)]
        self.shapes = [self._shape(i) for i in range(len(starts))]
        self.flags = [
            lexicon.look_up(word, plain) if shape in NAME_SHAPES else 0
            for word, plain, shape in zip(self.words, self.folded, self.shapes, strict=True)
        ]

    def __len__(self) -> int:
        return len(self.words)

    def _shape(self, i: int) -> Shape:
        word = self.words[i]
        if not word.isalpha():
            if not word.isspace():
                return Shape.OTHER
            return Shape.LINE if "\n" in word else Shape.SPACE
        dotted = i + 1 < len(self.words) and self.words[i + 1] == "."
        if self.folded[i] in self.lexicon.words["titles"] and (dotted or word in _TIGHT_TITLES):
            return Shape.TITLE
        if len(word) > LONGEST:
            return Shape.OTHER
        if len(word) == 1:
            return Shape.INITIAL if dotted and word.isupper() else Shape.LOWER if word.islower() else Shape.OTHER
        if word.islower():
            return Shape.LOWER
        if word[0].isupper():
            return Shape.UPPER if word.isupper() else Shape.CAPITALISED
        return Shape.OTHER

    def inside(self, i: int, section: str) -> bool:
        """Whether token ``i`` is a word of that section of the word list; False beyond either end."""
        return 0 <= i < len(self.words) and self.folded[i] in self.lexicon.words[section]

    def word(self, i: int) -> str:
        """Token ``i`` folded, "" beyond either end."""
        return self.folded[i] if 0 <= i < len(self.words) else ""

    def gap(self, i: int) -> int:
        """Characters between token ``i`` and the next."""
        return self.starts[i + 1] - self.ends[i]

    def begins_sentence(self, i: int) -> bool:
        """Whether a capital at ``i`` may be there only because a sentence begins."""
        i -= 1
        while i >= 0 and (self.shapes[i] is Shape.SPACE or self.words[i] in _OPENS):
            i -= 1
        return i < 0 or self.shapes[i] is Shape.LINE or self.words[i] in _ENDS_SENTENCE or self.words[i] == "-"

    def before(self, i: int) -> int:
        """The token before ``i``, over a full stop of an abbreviation; -1 at the start or behind a line break."""
        i -= 1
        if i > 0 and self.words[i] == ".":
            i -= 1
        return i if i >= 0 and self.shapes[i] is not Shape.LINE else -1
