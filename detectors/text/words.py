"""The distinct words of a text, folded: what every look for words begins with, and the only part of it that most texts pay for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Final

from detectors.text.characters import fold_coded
from detectors.text.view import View

FEW: Final = 24
"""Up to so many distinct words are looked for one by one, which is faster than going through all words of the text."""
KEY: Final = 4
"""Letters of a word's beginning: enough to tell most words apart, and few enough that no stem is shorter than it says."""
_beginning: Final = itemgetter(slice(KEY))
_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_FEW_KEYS: Final = 12
_WORD: Final = re.compile("[a-z]+")
_LETTERS: Final = bytes(ord(char) if "a" <= char <= "z" else ord(" ") for char in fold_coded(bytes(range(256))))


def _distinct(view: View) -> frozenset[str]:
    data, whole = view.coded
    if not whole:
        data = view.folded.encode("ascii", "replace")  # what is still no letter without its diacritics is none of a word
    return frozenset(data.translate(_LETTERS).decode("ascii").split())


def distinct_words(view: View) -> frozenset[str]:
    """Every run of letters in the text, folded, each once; computed once."""
    return view.memo("words", _distinct)


def beginnings(view: View) -> frozenset[str]:
    """The first :data:`KEY` letters of every distinct word, of a shorter word all; computed once. Which of some thousand stems a text may
    hold is one intersection with it.
    """
    return view.memo("beginnings", lambda v: frozenset(map(_beginning, distinct_words(v))))


def vocabulary(view: View) -> str:
    """The distinct words in one string, a space around each, in which a part of a word is found sooner than in the text; computed once."""
    return view.memo("vocabulary", lambda v: f" {' '.join(distinct_words(v))} ")


def begun(view: View, keys: Collection[str]) -> list[str]:
    """The distinct words of the text that begin with one of these, which :func:`beginnings` holds."""
    if len(keys) > _FEW_KEYS:
        return [word for word in distinct_words(view) if word[:KEY] in keys]
    words, found = vocabulary(view), []
    for key in keys:
        sought = f" {key}" if len(key) == KEY else f" {key} "
        at = words.find(sought)
        while at >= 0:
            found.append(words[at + 1 : words.find(" ", at + 1)])
            at = words.find(sought, at + 1)
    return found


def beginning_keys(stems: Iterable[str]) -> frozenset[str]:
    """What :func:`beginnings` holds where a word begins with one of these; of a stem shorter than :data:`KEY` every going on."""
    found: set[str] = set()
    for stem in stems:
        row = {stem[:KEY]}
        while row:
            found |= row
            row = {short + letter for short in row if len(short) < KEY for letter in _ALPHABET}
    return frozenset(found)


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
