"""The long words of a text that are no ordinary words: where anything encoded, a token or a key stands, if any does."""

from __future__ import annotations

import re

from detectors.text.characters import CODING
from detectors.text.view import View

SHORTEST = 12
"""Signs: nine bytes in base64, as long as a telephone number; no issuer's token is shorter."""
_PUNCTUATION = ".,;:!?()\"'„“"


def _class_of(char: str) -> str:
    """What a character is to a word: a space, a small letter, a capital, what may stand around an ordinary word, or anything else."""
    if char.isspace():
        return " "
    if char.isalpha():
        return "a" if char.islower() else "A" if char.isupper() else "0"
    return "." if char in _PUNCTUATION else "0"


_CLASSES = "".join(map(_class_of, bytes(range(256)).decode(CODING, "replace"))).encode()
_REPLACED = _CLASSES[: ord("?")] + b"0" + _CLASSES[ord("?") + 1 :]
"""The same where a question mark stands for what has no place in the coding."""
_NOT_ORDINARY = re.compile(rb" (?=[^ ]{%d})(?!\.*+[Aa]a*+\.*+ )([^ ]++)" % SHORTEST)


def is_ordinary(word: str) -> bool:
    """A word as words are written: letters, at most the first of them a capital."""
    letters = word.strip(_PUNCTUATION)
    return letters.isalpha() and (letters.islower() or letters.istitle())


def _find(view: View) -> tuple[tuple[int, int], ...]:
    text, (data, whole) = view.text, view.coded
    classes = data.translate(_CLASSES if whole else _REPLACED)
    found = [(match.start(), match.end() - 1) for match in _NOT_ORDINARY.finditer(b" %b " % classes)]  # a space before the first word
    return tuple([span for span in found if not is_ordinary(text[span[0] : span[1]])])


def long_words(view: View) -> tuple[tuple[int, int], ...]:
    """Where they stand (start, end), in order; computed once. A text of ordinary words costs a look at each word's length."""
    return view.memo("long_words", _find)
