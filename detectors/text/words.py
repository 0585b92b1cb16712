"""The distinct words of a text, folded: what every look for words begins with, and the only part of it that most texts pay for."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from detectors.text.characters import CODING, fold_coded
from detectors.text.view import View

FEW: Final = 24
"""Up to so many distinct words are looked for one by one, which is faster than going through all words of the text."""
_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD: Final = re.compile("[a-z]+")
_LETTERS: Final = bytes(ord(char) if "a" <= char <= "z" else ord(" ") for char in fold_coded(bytes(range(256))))


def _distinct(view: View) -> frozenset[str]:
    data = view.coded
    if data is None:
        data = view.folded.encode(CODING, "replace")
    return frozenset(data.translate(_LETTERS).decode("ascii").split())


def distinct_words(view: View) -> frozenset[str]:
    """Every run of letters in the text, folded, each once; computed once."""
    return view.memo("words", _distinct)


def vocabulary(view: View) -> str:
    """The distinct words in one string, in which a part of a word is found sooner than in the text; computed once."""
    return view.memo("vocabulary", lambda v: " ".join(distinct_words(v)))


def places(folded: str, words: Collection[str]) -> list[tuple[int, str]]:
    """(start, word) of every place in a folded text where one of these stands as a whole word, in order. ``words``: a set or a mapping."""
    if len(words) > FEW:
        return [(m.start(), m[0]) for m in _WORD.finditer(folded) if m[0] in words]
    found: list[tuple[int, str]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and folded[at - 1] in _ALPHABET) and folded[end : end + 1] not in _ALPHABET:
                found.append((at, word))
            at = folded.find(word, end)
    found.sort()
    return found
