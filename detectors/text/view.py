"""A text as every recognizer shares it: normalised once, with what more than one of them asks for computed once."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any

from detectors.finding import Finding, NotScanned
from detectors.text.characters import CODING, fold, fold_as_coded
from detectors.text.normalise import normalised

MAX_CHARS = 64 * 1024 * 1024
"""A longer text is *not scanned*, never scanned in part. Far above any request limit; it only bounds memory."""

STEPS_PER_CHAR = 8
"""Every recognizer's work is linear in the text. One that looks at more candidates than this has a fault: *not scanned*."""

_SIGNS = {"0": "0123456789", "o": "OolI", ".": "./|_\\-)+", "(": "(", " ": " ", "\t": "\t", "\n": "\n"}
"""What a character is to a number: a digit, a letter that passes for one, a separator; anything else is an x."""
_SIGN_OF = {char: sign for sign, chars in _SIGNS.items() for char in chars}
_NUMBER_SIGNS = "".join(_SIGN_OF.get(char, "x") for char in bytes(range(256)).decode(CODING, "replace")).encode()
_NUMBER = re.compile(rb"0(?:[0o]|[ \t]?[.(][ \t]?\n?[ \t]{0,4}(?=[0o(])|[ ]{1,2}(?=[0o(]))*+")
WIDE = 6
"""Characters of a number that only a number of somebody or something has, be it with its separators."""
_MANY_DIGITS = re.compile("(?:[^0-9OolI]*+[0-9OolI]){9}")


class View:
    """``text`` is normalised; findings are made by :meth:`finding`, in offsets of ``source``, the text as given."""

    __slots__ = (
        "_data",
        "_folded",
        "_long_numbers",
        "_memo",
        "_numbers",
        "_offsets",
        "_steps",
        "_whole",
        "_wide_numbers",
        "source",
        "text",
    )

    def __init__(self, source: str) -> None:
        if len(source) > MAX_CHARS:
            raise NotScanned("text_length")
        self.source = source
        self.text, self._data, self._whole, self._offsets = normalised(source)
        self._folded: str | None = None
        self._numbers: list[tuple[int, int]] | None = None
        self._wide_numbers: list[tuple[int, int]] | None = None
        self._long_numbers: list[tuple[int, int]] | None = None
        self._begin()

    def __repr__(self) -> str:
        return f"<View of {len(self.source)} characters>"

    @property
    def coded(self) -> tuple[bytes, bool]:
        """The normalised text in one byte a character, and whether each has one of its own (:func:`detectors.text.characters.coded`)."""
        return self._data, self._whole

    @property
    def folded(self) -> str:
        """The normalised text without case and diacritics; same length as ``text``."""
        if self._folded is None:
            self._folded = fold_as_coded(self.text, self._data, self._whole)
        return self._folded

    def fold(self, start: int, end: int) -> str:
        """A stretch of :attr:`folded`, without folding the rest of the text."""
        if self._folded is not None:
            return self._folded[max(start, 0) : end]
        return fold(self.text[max(start, 0) : end])

    @property
    def numbers(self) -> list[tuple[int, int]]:
        """Where numbers stand (start, end): digits with the separators that may stand inside one number, in one pass."""
        if self._numbers is None:
            self._numbers = [m.span() for m in _NUMBER.finditer(self._data.translate(_NUMBER_SIGNS))]
        return self._numbers

    @property
    def wide_numbers(self) -> list[tuple[int, int]]:
        """Those of the numbers that are :data:`WIDE` or more characters; most are a year or less."""
        if self._wide_numbers is None:
            self._wide_numbers = [span for span in self.numbers if span[1] - span[0] >= WIDE]
        return self._wide_numbers

    @property
    def long_numbers(self) -> list[tuple[int, int]]:
        """Those of the numbers with nine digits or more, letters that pass for digits counted in: as many as tell a person apart."""
        if self._long_numbers is None:
            text = self.text
            self._long_numbers = [span for span in self.wide_numbers if span[1] - span[0] > 8 and _MANY_DIGITS.match(text, *span)]
        return self._long_numbers

    def step(self, recognizer: str, count: int = 1) -> None:
        """Counts work. Raises :class:`NotScanned` when a recognizer does more than linear work."""
        self._steps -= count
        if self._steps < 0:
            raise NotScanned(recognizer)

    def anew(self) -> View:
        """The same text with its folded text and its numbers, and nothing else worked out: with it begins what measures one recognizer."""
        other = copy(self)
        other._begin()  # noqa: SLF001  its own kind
        return other

    def _begin(self) -> None:
        self._memo: dict[str, Any] = {}
        self._steps = 1000 + STEPS_PER_CHAR * len(self.text)

    @property
    def steps_left(self) -> int:
        """How much counted work is left."""
        return self._steps

    def memo[T](self, key: str, compute: Callable[[View], T]) -> T:
        """What ``compute`` makes of this view, computed once. It lives and dies with the view."""
        try:
            value: T = self._memo[key]
        except KeyError:
            value = compute(self)
            self._memo[key] = value
        return value

    def given(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the normalised text, in offsets of the text as given."""
        if self._offsets is None:
            return start, end
        return self._offsets.start_of(start), self._offsets.end_of(end)

    def finding(
        self, entity: str, start: int, end: int, score: float, rule: str, *, check: bool | None = None, context: bool = False
    ) -> Finding:
        """A finding over ``text[start:end]``, in offsets of the text as given."""
        start, end = self.given(start, end)
        return Finding(entity=entity, start=start, end=end, score=round(score, 3), rule=rule, check=check, context=context)
