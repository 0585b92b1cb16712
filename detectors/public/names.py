"""The forms of a listed person's name: every case, possessives, without diacritics, surname first, initials.

A name is whole when its surname stands there with a given name, or with all given names as initials where there are two or more
("T. G. Masaryk"). Rulers and artists of one name are whole with their numeral or epithet ("Karel IV.", "Marie Terezie").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from detectors.names.inflect import FEMININE, POSSESSIVE, given_female, given_male, surname
from detectors.public.entry import Entry
from detectors.text.characters import fold

_ROMAN: Final = re.compile(r"[IVX]+\.?")
_PARTICLES: Final = frozenset({"z", "ze", "von", "van", "de", "da", "di", "el", "la", "le", "of", "ben", "der", "den"})
_MEN: Final = frozenset(
    {"honza", "jura", "vasa", "misa", "kuba", "jirka", "nikola", "sasa", "ilja", "luca", "charlie", "frana", "vojta", "mahatma"}
)
"""Men's given names that end as women's do."""


type _Inflected = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of one word, in lower case. Without diacritics the possessives are left out: "Čapkova" is his, "Čapková" is somebody."""

    full: frozenset[str]
    bare: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.full or (word.isascii() and word in self.bare)


def _forms(name: str, inflected: _Inflected) -> _Forms:
    pairs = [(name, 0), *inflected]
    return _Forms(frozenset(form.casefold() for form, _ in pairs), frozenset(fold(form) for form, flags in pairs if not flags & POSSESSIVE))


def _is_woman(words: Sequence[str]) -> bool:
    """By the surname, then by the given name."""
    first = fold(words[0])
    return words[-1].endswith("á") or (first.endswith(("a", "ie")) and first not in _MEN)


def _adjective(name: str, *, woman: bool) -> Iterator[tuple[str, int]]:
    """Komenský, Svatá and the like, declined as adjectives."""
    endings = ("á", "é", "ou") if woman else ("ý", "ého", "ému", "ým", "ém")
    return ((name[:-1] + ending, 0) for ending in endings)


def _given(name: str, *, woman: bool) -> _Forms:
    if name in _PARTICLES or len(name) == 1:
        return _forms(name, ())
    if name[-1] in "ýá":
        return _forms(name, _adjective(name, woman=woman))
    return _forms(name, given_female(name) if woman else given_male(name))


def _surname(name: str, *, woman: bool) -> _Forms:
    if name[-1] in "ýá" and not name.endswith("ová"):
        return _forms(name, _adjective(name, woman=woman))
    if woman and not name.endswith("ová"):
        return _given(name, woman=True)
    return _forms(name, ((form, flags) for form, flags in surname(name) if woman or not flags & FEMININE))


@dataclass(frozen=True)
class Listed:
    """A listed person. Words of a text are given in lower case, with their diacritics."""

    entry: Entry

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The name's words, in order."""
        return tuple(self.entry.what.replace("-", " ").split())

    @cached_property
    def woman(self) -> bool:
        """Whose cases the name has."""
        return _is_woman(self.words) if self.entry.woman is None else self.entry.woman

    @cached_property
    def ruler(self) -> bool:
        """Whether the last word is a numeral."""
        return _ROMAN.fullmatch(self.words[-1]) is not None

    @cached_property
    def surname(self) -> _Forms:
        """The forms of the last word."""
        if self.ruler:
            return _forms(self.words[-1].rstrip("."), ())
        return _surname(self.words[-1], woman=self.woman)

    @cached_property
    def given(self) -> tuple[_Forms, ...]:
        """The forms of each word before it."""
        return tuple(_given(word, woman=self.woman) for word in self.words[:-1])

    def is_surname(self, word: str) -> bool:
        """Whether this word alone is the person's surname, in any case."""
        return not self.ruler and word in self.surname

    def is_whole(self, words: Sequence[str]) -> bool:
        """Whether these words are the whole name and nothing else. A middle name may be left out."""
        for last, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            if rest and last in self.surname and self._are_given(rest):
                return True
        return False

    def _are_given(self, words: Sequence[str]) -> bool:
        index = spelled = 0
        for word in words:
            while index < len(self.given):
                forms = self.given[index]
                index += 1
                if word in forms:
                    spelled += 1
                    break
                if len(word) == 1 and fold(self.words[index - 1]).startswith(fold(word)):
                    break
            else:
                return False
        return spelled > 0 or len(words) == len(self.given) >= 2
