"""Which mentions are of one person: every case of a name, with titles and without, in either order, and the lone surname after it.

Cautious in one direction: two persons under one token would give one of them the other's name back, so a mention that fits two
persons, or whose gender speaks against it, is a person of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from detectors.names.propagation import stems

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_TITLE_WORDS = """
    pan pana panu panem paní pani slečna slečny slečnu slečnou manželé manželů ing bc mgr mga phdr judr mudr mvdr rndr rsdr thdr paeddr
    phd ph.d csc drsc dr doc prof arch dis mba llm ll.m
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_FEMININE = re.compile(r"(?:á|é|ou)\Z")
_FEMININE_PLAIN = re.compile(r"(?:ova|ove)\Z")
"""Of a name without diacritics; with them "Novákova" is what belongs to Novák."""


@dataclass(slots=True)
class _Known:
    """One person: the stems of each word of the fullest mention, and every form seen, in order."""

    words: list[set[str]] = field(repr=False)
    feminine: bool
    forms: list[str] = field(repr=False)


@dataclass(slots=True)
class Persons:
    """The persons of one conversation, in the order in which they were first mentioned."""

    _known: list[_Known] = field(default_factory=list, repr=False)

    def number(self, mention: str) -> int:
        """The number of the person a mention is of, from 1; a new one for somebody not mentioned before."""
        words = [stems(word) for word in _words(mention)]
        feminine = _feminine(_words(mention))
        fitting = [at for at, known in enumerate(self._known) if _fits(words, known, feminine=feminine)]
        if len(fitting) != 1:
            self._known.append(_Known(words, feminine, [mention]))
            return len(self._known)
        known = self._known[fitting[0]]
        if len(words) > len(known.words):
            known.words = words
        known.forms.append(mention)
        return fitting[0] + 1

    def name(self, number: int) -> str:
        """The form to give back: the fullest, and of several equally full ones the one most like the nominative."""
        known = self._known[number - 1]
        fullest = max(len(_words(form)) for form in known.forms)
        full = [form for form in known.forms if len(_words(form)) == fullest]
        return min(full, key=lambda form: (_oblique(_words(form), feminine=known.feminine), len(form)))


def is_feminine(mention: str) -> bool:
    """Whether a mention is a woman's, by its surname's ending."""
    return _feminine(_words(mention))


def _words(mention: str) -> list[str]:
    """The words of a name, without titles and initials' dots."""
    found = [word.rstrip(".") for word in _WORD.findall(mention)]
    named = [word for word in found if word.lower() not in _TITLES]
    return named or found


def _feminine(words: Sequence[str]) -> bool:
    """Whether a word has the ending of a woman's surname."""
    lower = [word.lower() for word in words]
    plain = all(word.isascii() for word in lower)
    return any(_FEMININE.search(word) or (plain and _FEMININE_PLAIN.search(word)) for word in lower)


def _fits(words: Sequence[set[str]], known: _Known, *, feminine: bool) -> bool:
    """Whether every word of the shorter name is a form of another word of the longer one, and both are a woman's or neither is."""
    if not words or not known.words or feminine is not known.feminine:
        return False
    shorter, longer = sorted((list(words), known.words), key=len)
    free = list(longer)
    for word in shorter:
        at = next((at for at, other in enumerate(free) if not word.isdisjoint(other)), None)
        if at is None:
            return False
        free.pop(at)
    return True


_FEMININE_CASES = re.compile(r"(?:ové|ovou|ove|é|ou|y|ě|u|i|ině|in[ayou])\Z")
_OTHER_CASES = re.compile(r"(?:ovi|ého|ému|ým|ém|em|[aue])\Z")


def _oblique(words: Sequence[str], *, feminine: bool) -> int:
    """How many words look like another case than the nominative."""
    cases = _FEMININE_CASES if feminine else _OTHER_CASES
    return sum(bool(cases.search(word.lower())) for word in words)
