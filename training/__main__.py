"""``make train``: builds ``detectors/names/model.bin`` from our word lists, generated sentences and free Czech text, always the same.

Some two minutes on one core after the packages are downloaded (about 300 MB, into ``--cache``).
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np

from detectors.names import model, table
from detectors.names.table import Table
from detectors.names.text import Text
from training import fit, generate, lists, real, sources
from training.measure import measure

SEED = 20261122
SENTENCES = 30_000
SWAPS = 12
"""How often each annotated paragraph comes with other names."""
MANUALS = 15_000
UNLISTED = 0.25
"""The share of generated names that the lists pretend not to know, so that the tagger learns to see names by their place."""
_NAME = (
    table.ANY_NAME | table.NOMINATIVE | table.OBLIQUE | table.GENITIVE | table.POSSESSIVE | table.FEMININE | table.STRIPPED | table.PLAIN
    | table.COMMON
)
WEIGHTS = {"generated": 0.6, "annotated": 4.0, "swapped": 0.7, "questions": 0.7, "manuals": 0.5}


def _forget(t: Text, spans: real.Spans, rng: random.Random) -> Text:
    for i in t.candidates:
        if any(a <= t.starts[i] < b for a, b in spans) and rng.random() < UNLISTED:
            t.bits[i] = t.mask(i) & ~_NAME
    return t


def _data(words: Table, every: lists.Lists, news: list[str], manuals: list[str], questions: list[sources.Question]) -> fit.Data:
    rng = random.Random(SEED)  # noqa: S311  reproducible data, no secret
    data = fit.Data()
    for text, spans in generate.Generator(every, news + manuals, SEED).sentences(SENTENCES):
        data.add(_forget(Text(text, words), spans, rng), spans, WEIGHTS["generated"])
    annotated = [row for row in real.annotated(news) if not row[3]]
    for text, spans, undecided, _ in annotated:
        data.add(Text(text, words), spans, WEIGHTS["annotated"], undecided)
    swapper = real.Swapper(every, SEED)
    for _ in range(SWAPS):
        for text, spans, undecided, _ in annotated:
            swapped = swapper.swap(text, spans) if spans and not undecided else None
            if swapped:
                data.add(_forget(Text(swapped[0], words), swapped[1], rng), swapped[1], WEIGHTS["swapped"])
    for text, spans, undecided in real.asked(questions, words):
        data.add(Text(text, words), spans, WEIGHTS["questions"], undecided)
    for text in rng.sample(manuals, min(MANUALS, len(manuals))):
        t = Text(text, words)
        unclear = table.SEEN | table.PLAIN | table.STRIPPED
        if not any(t.mask(i) & table.ANY_GIVEN and not t.mask(i) & unclear for i in t.candidates):
            data.add(t, [], WEIGHTS["manuals"])
    return data


def main() -> int:
    """Downloads, trains, writes, and measures on the paragraphs held out."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/celnice-training", help="where packages are kept")
    parser.add_argument("--without-newspaper", action="store_true", help="leave the newspaper sample out: what it is worth")
    parser.add_argument("--out", type=Path, default=model.FILE)
    arguments = parser.parse_args()
    say = sys.stderr.write
    for line in sources.fetch(arguments.cache):
        say(f"{line}\n")
    sample, manuals, questions = sources.newspaper(arguments.cache), sources.manuals(arguments.cache), sources.questions(arguments.cache)
    news = [] if arguments.without_newspaper else sample
    given, surnames = sources.foreign_names(arguments.cache)
    every = lists.load(given, surnames, sources.towns(arguments.cache))
    keys, values = table.pack(lists.entries(every, [*news, *manuals, *(text for text, _, _ in questions)]))
    words = Table(memoryview(keys), memoryview(values))
    data = _data(words, every, news, manuals, questions)
    say(f"{len(data.rows)} capitalised words\n")
    looks = fit.two_looks(data, SEED)
    unit = max(float(np.abs(weights).max()) for weights in looks) / 32767
    first, again = (np.round(weights / unit).astype("<i2").tobytes() for weights in looks)
    model.write(keys, values, (first, again), unit, arguments.out)
    model.load.cache_clear()
    say(measure(model.load(arguments.out), [row for row in real.annotated(sample) if row[3]]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
