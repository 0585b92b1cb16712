"""Ordinary Czech office text, no two stretches alike: what offices ask all day, every eighth paragraph with a person in it."""

from __future__ import annotations

from functools import cache
from itertools import cycle, islice
from random import Random

from bench.prompts import TEXT, text, variants
from evaluation import clean, names
from evaluation.people import Names

_ROUNDS = 60
_PERSONAL_EVERY = 8
_PROSE_EVERY = 3


@cache
def _paragraphs() -> tuple[str, ...]:
    """Prose, questions, tables, letters and code of the evaluation's generators, always in the same order."""
    rng = Random("office")
    ordinary = [sample.text for sample in clean.samples(clean.GROUPS, rng, _ROUNDS)]
    rng.shuffle(ordinary)
    personal = cycle(sample.text for sample in names.samples(Names(), rng, _ROUNDS))
    words = variants(0)
    found: list[str] = []
    for number, paragraph in enumerate(ordinary):
        found.append(paragraph)
        if number % _PROSE_EVERY == 0:
            found.append(text(len(TEXT), next(words)))
        if number % _PERSONAL_EVERY == 0:
            found.append(next(personal))
    return tuple(found)


def office_text(length: int, number: int = 0) -> str:
    """So many characters; another text for each ``number``."""
    paragraphs = _paragraphs()
    start = number * 37 % len(paragraphs)
    pieces: list[str] = []
    size = 0
    for paragraph in islice(cycle(paragraphs), start, None):
        pieces.append(paragraph)
        size += len(paragraph) + 2
        if size >= length:
            break
    return "\n\n".join(pieces)[:length]
