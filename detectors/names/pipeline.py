"""The pipeline, and how a long text goes through it: in windows of lines, whole, at linear cost, only where a name may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language

from detectors.names import component as _component  # noqa: F401  registers the factory
from detectors.names import model, plain
from detectors.names.propagation import again, known
from detectors.names.text import Text

WINDOW = 4000
"""Characters in a window. Long enough that few names meet an edge, short enough that a window's lists stay in the cache."""
OVERLAP = 200
"""How much two windows of one long line share: longer than any name with its title and address."""


@cache
def load() -> Language:
    """``spacy.blank("cs")`` with our tokenizer and our component."""
    nlp = spacy.blank("cs", config={"nlp": {"tokenizer": {"@tokenizers": "celnice.linear.v1"}}})
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # is it a number, a stop word…: nobody reads it, and it costs most
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


def _worth(window: str) -> bool:
    """Whether a name could stand in it: a capital that means something, or a name of the lists in lower case."""
    t = Text(window, model.load().table)
    return any(not t.dull(i) for i in t.candidates) or any(plain.fields(t)) or any(plain.lower(t))


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, rule) of every person in a normalised text. Not for two threads at once: spaCy's memory is per pipeline.

    The strings of each window are forgotten with it, so that no name stays in the process's memory. Names that stood in full are then
    found again where they stand alone (rule "again").
    """
    nlp: Language | None = None
    found: dict[tuple[int, int], str] = {}
    for start, end in windows(text):
        window = text[start:end]
        if window.islower() and not _worth(window):
            continue
        nlp = nlp or load()
        with nlp.memory_zone():
            for ent in nlp(window).ents:
                found.setdefault((start + ent.start_char, start + ent.end_char), ent.id_)
    spans = [(a, b, rule) for (a, b), rule in sorted(found.items())]
    yield from spans
    yield from again(text, known(text, spans), spans, model.load().table)
