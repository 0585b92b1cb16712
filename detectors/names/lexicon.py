"""What a word form may be: the word lists of this folder, inflected once at start.

The lists were written for this package from what is publicly known (frequent given names, frequent surnames); nothing was taken from
other dictionaries, models or data sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detectors.names.inflect import COMMON, Forms, given_female, given_male, surname
from detectors.text.characters import fold

_FOLDER = Path(__file__).parent
LONGEST = 24
"""No name in the lists is longer, so longer words need no look-up."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``forms``: capitalised form → flags; ``plain``: the same without diacritics, lower case; ``words``: section → folded words."""

    forms: dict[str, int]
    plain: dict[str, int]
    words: dict[str, frozenset[str]]

    def look_up(self, word: str, folded: str) -> int:
        """The flags of a word as it stands in a text, 0 when it is in no list. Diacritics may be missing, never wrong."""
        if len(word) > LONGEST:
            return 0
        flags = self.forms.get(word)
        if flags is None and len(word) > 1 and not word.istitle():
            flags = self.forms.get(word.capitalize())
        if flags is None and word.isascii():
            flags = self.plain.get(folded)
        return flags or 0


def _entries(file: str) -> Iterator[tuple[str, bool]]:
    """(name, whether it is an ordinary word too: starred anywhere in the list), each name once."""
    lines = (_FOLDER / file).read_text("utf-8").splitlines()
    entries = [entry for line in lines if not line.startswith("#") for entry in line.split()]
    starred = {entry.rstrip("*") for entry in entries if entry.endswith("*")}
    for name in dict.fromkeys(entry.rstrip("*") for entry in entries):
        yield name, name in starred


def _add(forms: dict[str, int], file: str, inflect: Callable[[str], Forms]) -> None:
    """Adds every form. One that is no ordinary word in one list stays so, whatever another list says."""
    for name, common in _entries(file):
        if common:
            for form, flags in inflect(name):
                known = forms.get(form, COMMON)
                forms[form] = known | flags
        else:
            for form, flags in inflect(name):
                forms[form] = forms.get(form, 0) & ~COMMON | flags


def _sections() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in (_FOLDER / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


@cache
def load() -> Lexicon:
    """The lexicon; built on the first call (some 70,000 forms)."""
    forms: dict[str, int] = {}
    _add(forms, "surnames.txt", surname)
    _add(forms, "given_female.txt", given_female)
    _add(forms, "given_male.txt", given_male)
    plain: dict[str, int] = {}
    for key, flags in zip(fold("\n".join(forms)).split("\n"), forms.values(), strict=True):
        plain[key] = plain.get(key, 0) | flags
    return Lexicon(forms, plain, _sections())
