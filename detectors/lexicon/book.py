"""The terms of several files, found in one pass: each distinct word of a text is looked up once, by its first letters.

A text without any term costs one translation, one split and one look-up a distinct word. Only where a word may begin a term is the
text itself looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from detectors.lexicon.grammar import KEY, BadEntry, Entry, entry
from detectors.lexicon.plain import distinct_words, plain
from detectors.text.view import View

FOLDER: Final = Path(__file__).parent
NOT: Final = "not"
"""The section of what looks like a term and is none: a term of the same category that touches one is no hit."""

TOPICS: Final = (
    "health", "ethnicity", "politics", "religion", "trade_union", "sex_life", "biometrics", "criminal_record", "hr_data", "triggers"
)
ANCHORS: Final = ("anchors",)


_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD: Final = re.compile("[a-z]+")
FEW: Final = 24
"""Up to so many distinct words are looked for one by one, which is faster than going through all words of the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at ``text[start:end]`` of the normalised text."""

    start: int
    end: int
    category: str
    section: str


class Book:
    """The entries of some files."""

    def __init__(self, entries: Sequence[Entry], name: str) -> None:
        index: dict[str, list[Entry]] = {}
        for item in entries:
            for key in dict.fromkeys(stem[:KEY] for stem, _ in item.first):
                index.setdefault(key, []).append(item)
        self._index: Mapping[str, Sequence[Entry]] = MappingProxyType(index)
        firsts = {first for item in entries for first in item.first}
        self._whole = frozenset(stem for stem, more in firsts if not more)
        stems = [stem for stem, more in sorted(firsts) if more]
        self._stems = {key: tuple(stem for stem in stems if stem[:KEY] == key) for key in {stem[:KEY] for stem in stems}}
        self._memo = f"lexicon.{name}"

    def hits(self, view: View) -> Mapping[str, Sequence[Hit]]:
        """Category → its hits, sorted by start, the longest at each place, none that touches a ``not``."""
        return view.memo(self._memo, self._find)

    def _find(self, view: View) -> Mapping[str, Sequence[Hit]]:
        whole, stems = self._whole, self._stems
        known = [w for w in distinct_words(view) if w in whole or ((key := w[:KEY]) in stems and w.startswith(stems[key]))]
        may = {word: items for word in known if (items := [e for e in self._index[word[:KEY]] if e.begins(word)])}
        if not may:
            return MappingProxyType({})
        found: dict[str, list[Hit]] = {}
        folded = plain(view)
        for word, start in _places(folded, may):
            for item in may[word]:
                view.step(self._memo)
                end = item.end(view.text, folded, start)
                if end > 0:
                    found.setdefault(item.category, []).append(Hit(start, end, item.category, item.section))
        return MappingProxyType({category: tuple(_standing(hits)) for category, hits in found.items()})


def _places(folded: str, words: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """(word, start) of every place where one of these stands as a whole word, in order."""
    if len(words) > FEW:
        yield from ((m[0], m.start()) for m in _WORD.finditer(folded) if m[0] in words)
        return
    places: list[tuple[int, str]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and folded[at - 1] in _ALPHABET) and folded[end : end + 1] not in _ALPHABET:
                places.append((at, word))
            at = folded.find(word, end)
    yield from ((word, at) for at, word in sorted(places))


def _standing(hits: list[Hit]) -> Iterator[Hit]:
    """Without what a ``not`` touches, and without a shorter hit inside a longer one."""
    hits.sort(key=lambda h: (h.start, -h.end))
    refused = [h for h in hits if h.section == NOT]
    reach = -1
    index = 0
    for hit in hits:
        if hit.section == NOT:
            continue
        while index < len(refused) and refused[index].end <= hit.start:
            index += 1
        if any(r.start < hit.end and hit.start < r.end for r in refused[index : index + 2]) or hit.end <= reach:
            continue
        reach = hit.end
        yield hit


def read(name: str, text: str) -> list[Entry]:
    """The entries of one file's text. Raises :class:`~detectors.lexicon.grammar.BadEntry` with the line's number."""
    entries: list[Entry] = []
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()  # noqa: PLW2901
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            continue
        try:
            entries.append(entry(line, name, section))
        except BadEntry as error:
            raise BadEntry(f"{name}.txt, line {number}: {error}") from None
    return entries


def _load(name: str, files: Sequence[str]) -> Book:
    return Book([item for file in files for item in read(file, (FOLDER / f"{file}.txt").read_text("utf-8"))], name)


@cache
def topics() -> Book:
    """Topic terms of every category, and the words that a marking, a secret or a licence may stand at."""
    return _load("topics", TOPICS)


@cache
def anchors() -> Book:
    """Words for a person in a role, and what tells one person's case from a general rule."""
    return _load("anchors", ANCHORS)
