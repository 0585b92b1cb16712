"""The pipeline, and how a long text goes through it: in windows of lines, whole, at linear cost, only where a name may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language

from detectors.names import model
from detectors.names.component import NAME, Names
from detectors.names.propagation import again, known
from detectors.names.tagger import tag
from detectors.names.text import Text

WINDOW = 4000
"""Characters in a window. Long enough that few names meet an edge, short enough that a window's lists stay in the cache."""
REMEMBERED = 16
"""Windows of one text whose names are remembered: a text that repeats itself (a form, a test file) is read once."""
OVERLAP = 200
"""How much two windows of one long line share: longer than any name with its title and address."""


@cache
def load() -> Language:
    """``spacy.blank("cs")`` with our tokenizer and our component."""
    nlp = spacy.blank("cs", config={"nlp": {"tokenizer": {"@tokenizers": "celnice.linear.v1"}}})
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # is it a number, a stop word…: nobody reads it, and it costs most
    nlp.add_pipe(NAME)
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


def _in_window(window: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, rule) of the persons in one window. Most have none, and no document is built of them."""
    t = Text(window, model.load().table)
    found = tag(t, model.load())
    if not found:
        return ()
    nlp = load()
    component = nlp.get_pipe(NAME)
    with nlp.memory_zone():
        if isinstance(component, Names):
            component.judged = t, found
        return tuple((ent.start_char, ent.end_char, ent.id_) for ent in nlp(window).ents)


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, rule) of every person in a normalised text. Not for two threads at once: spaCy's memory is per pipeline.

    The strings of each window are forgotten with it, so that no name stays in the process's memory. Names that stood in full are then
    found again where they stand alone (rule "again").
    """
    judged: dict[str, tuple[tuple[int, int, str], ...]] = {}
    found: dict[tuple[int, int], str] = {}
    for start, end in windows(text):
        window = text[start:end]
        if window not in judged:
            if len(judged) == REMEMBERED:
                judged.clear()
            judged[window] = _in_window(window)
        for a, b, rule in judged[window]:
            found.setdefault((start + a, start + b), rule)
    spans = [(a, b, rule) for (a, b), rule in sorted(found.items())]
    yield from spans
    yield from again(text, known(text, spans), spans, model.load().table)
