"""The pipeline, and how a long text goes through it: in windows of lines, whole, at linear cost, only where a name may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language

from detectors.names import component as _component  # noqa: F401  registers the factory
from detectors.names import lexicon
from detectors.names.lexicon import Lexicon
from detectors.text.characters import fold

WINDOW = 4000
"""Characters in a window. Long enough that few names meet an edge, short enough that a window's lists stay in the cache."""
OVERLAP = 200
"""How much two windows of one long line share: longer than any name with its title and address."""

_WORD = re.compile(r"[^\W\d_]+")


@cache
def load() -> Language:
    """``spacy.blank("cs")`` with our tokenizer and our component."""
    nlp = spacy.blank("cs", config={"nlp": {"tokenizer": {"@tokenizers": "celnice.linear.v1"}}})
    nlp.add_pipe("celnice_names")
    return nlp


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that together are the whole text, cut at line ends; a line longer than a window is cut with an overlap."""
    start, size = 0, len(text)
    while start < size:
        end = min(start + WINDOW, size)
        if end == size:
            yield start, end
            return
        line = text.rfind("\n", start, end)
        if line > start:
            yield start, line + 1
            start = line + 1
            continue
        space = text.rfind(" ", start + WINDOW // 2, end)
        end = space + 1 if space > 0 else end
        yield start, end
        again = text.find(" ", end - OVERLAP, end - 1)
        start = again + 1 if again >= 0 else end - OVERLAP


_WOMAN = ("ová", "ové", "ovou")
_LABELS = frozenset(
    ["jmeno", "prijmeni", "name", "vyrizuje", "osoba", "zpracoval", "zpracovala", "nar", "narozen", "narozena", "bytem", "r"]
)


def _worth(line: str, words: Lexicon, strong: frozenset[str]) -> bool:
    """Whether any word of a line could take part in a name."""
    forms, plain = words.forms, words.plain
    folded = fold(line)
    for match in _WORD.finditer(line):
        word = match[0]
        if word in forms or word in plain:
            return True
        lower = folded[match.start() : match.end()]
        if lower in strong:
            return True
        if word[0].isupper() and (len(word) == 1 or word.endswith(_WOMAN) or word.capitalize() in forms or lower in plain):
            return True
        if word.islower() and not word.isascii() and word.capitalize() in forms:
            return True
    return False


@cache
def _strong() -> frozenset[str]:
    sections = lexicon.load().words
    return frozenset(sections["titles"] | sections["addresses"] | sections["roles"] | sections["suffixes"] | _LABELS)


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, rule) of every person in a normalised text. Not for two threads at once: spaCy's memory is per pipeline.

    The strings of each window are forgotten with it, so that no name stays in the process's memory.
    """
    words, strong = lexicon.load(), _strong()
    nlp: Language | None = None
    for start, end in windows(text):
        window = text[start:end]
        if not _worth(window, words, strong):
            continue
        nlp = nlp or load()
        with nlp.memory_zone():
            found = [(start + ent.start_char, start + ent.end_char, ent.id_) for ent in nlp(window).ents]
        yield from found
