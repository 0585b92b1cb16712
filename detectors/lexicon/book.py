"""The terms of several files, found in one pass: each distinct word of a text is looked up once, by its first letters.

A text without any term costs one translation, one split and one look-up a distinct word. Only where a word may begin a term, and a word
that the term goes on with stands in the text too, is the text itself looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from detectors.lexicon.grammar import BadEntry, Entry, entry
from detectors.text.view import View
from detectors.text.words import KEY, beginnings, begun, places

FOLDER: Final = Path(__file__).parent
NOT: Final = "not"
"""The section of what looks like a term and is none: a term of the same category that touches one is no hit."""

TOPICS: Final = (
    "health",
    "ethnicity",
    "politics",
    "religion",
    "trade_union",
    "sex_life",
    "biometrics",
    "criminal_record",
    "hr_data",
)
TRIGGERS: Final = ("triggers",)
ANCHORS: Final = ("anchors",)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at ``text[start:end]`` of the normalised text."""

    start: int
    end: int
    category: str
    section: str


_NOTHING: Final[Mapping[str, Sequence[Hit]]] = MappingProxyType({})


class Book:
    """The entries of some files."""

    def __init__(self, entries: Sequence[Entry], name: str) -> None:
        index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Entry]]] = {}
        for item in entries:
            for key in dict.fromkeys(stem[:KEY] for stem, _ in item.first):
                words = tuple(stem for stem, more in item.first if not more)
                index.setdefault(key, []).append((words, tuple(stem for stem, more in item.first if more), item))
        self._index = index
        self._keys = frozenset(index)
        self._memo = f"lexicon.{name}"

    def hits(self, view: View) -> Mapping[str, Sequence[Hit]]:
        """Category → its hits, sorted by start, the longest at each place, none that touches a ``not``."""
        return view.memo(self._memo, self._find)

    def _find(self, view: View) -> Mapping[str, Sequence[Hit]]:
        present = beginnings(view)
        keys = self._keys & present
        may = {word: items for word in begun(view, keys) if (items := self._begun(word, present))} if keys else None
        if not may:
            return _NOTHING
        found: dict[str, list[Hit]] = {}
        folded = view.folded
        for start, word in places(folded, may):
            for item in may[word]:
                view.step(self._memo)
                end = item.end(view.text, folded, start)
                if end > 0:
                    found.setdefault(item.category, []).append(Hit(start, end, item.category, item.section))
        return MappingProxyType({category: tuple(_standing(hits)) for category, hits in found.items()})

    def _begun(self, word: str, present: frozenset[str]) -> list[Entry]:
        """The entries that a word may begin, where the text holds a word that they need beside it."""
        return [
            item
            for words, stems, item in self._index[word[:KEY]]
            if (word in words or word.startswith(stems)) and not (item.needs and item.needs.isdisjoint(present))
        ]


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
    """Topic terms of every category."""
    return _load("topics", TOPICS)


@cache
def triggers() -> Book:
    """The words that a marking, a secret or a licence may stand at; apart, because who asks for those need not want topics."""
    return _load("triggers", TRIGGERS)


def trigger(view: View) -> object:
    """The need of any word that a marking, a secret or a licence may stand at."""
    return triggers().hits(view)


def triggered(view: View, section: str) -> Sequence[Hit]:
    """Where a marking, a secret or a licence (the name of the recognizer) may stand, in order."""
    hits = triggers().hits(view).get("triggers")
    return [hit for hit in hits if hit.section == section] if hits else ()


@cache
def anchors() -> Book:
    """Words for a person in a role, and what tells one person's case from a general rule."""
    return _load("anchors", ANCHORS)
