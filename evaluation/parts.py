"""The two parts: one to work with, one to be judged by. Which texts there are depends on the seed alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation import carriers, clean, evasion, look_alikes, names, topics
from evaluation.held_out import carriers as other_carriers
from evaluation.held_out import clean as other_clean
from evaluation.held_out import names as other_names
from evaluation.held_out import sensitive as other_sensitive
from evaluation.held_out.phrases import LABELS, SENTENCES
from evaluation.kinds import KINDS, sensitive
from evaluation.people import Names
from evaluation.sample import Sample
from evaluation.spent import carriers as spent_carriers
from evaluation.spent import clean as spent_clean
from evaluation.spent import names as spent_names
from evaluation.spent import phrases as spent_phrases
from evaluation.spent import sensitive as spent_sensitive

OPEN_SEED = 20260101
HELD_OUT_SEED = 73195
SPENT_SEED = 86420
"""Of the first held-out part, which belongs to the open one since its texts were looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """All samples of one part, by what is measured on them."""

    name: str
    identifiers: tuple[Sample, ...]
    disguised: tuple[Sample, ...]
    topics: tuple[Sample, ...]
    look_alikes: tuple[Sample, ...]
    names: tuple[Sample, ...]
    clean: tuple[Sample, ...]


TABLES = ("identifiers", "disguised", "topics", "look_alikes", "names", "clean")


def _random(seed: int, name: str) -> Random:
    """A generator of its own for each group, so that a row more in one changes no other."""
    return Random(f"{seed}:{name}")  # noqa: S311  test data


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one part, or a share of it, comes from."""

    seed: int
    people: Names
    carriers: carriers.Carriers
    labels: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, tuple[str, ...]]
    topics: topics.Rows
    traps: look_alikes.Rows
    prompts: Mapping[str, Sequence[str]]
    names: Callable[[Random, int], Iterator[Sample]]


_OPEN = _Source(
    OPEN_SEED,
    Names(),
    carriers.OPEN,
    {},
    {},
    sensitive.ROWS | sensitive.SECRETS,
    look_alikes.ROWS,
    clean.GROUPS,
    lambda rng, rounds: names.samples(Names(), rng, rounds),
)
_SPENT = _Source(
    SPENT_SEED,
    spent_names.NAMES,
    spent_carriers.CARRIERS,
    spent_phrases.LABELS,
    spent_phrases.SENTENCES,
    spent_sensitive.ROWS | spent_sensitive.SECRETS,
    spent_clean.TRAPS,
    spent_clean.CLEAN,
    spent_names.samples,
)
_HELD_OUT = _Source(
    HELD_OUT_SEED,
    other_names.NAMES,
    other_carriers.CARRIERS,
    LABELS,
    SENTENCES,
    other_sensitive.ROWS | other_sensitive.SECRETS,
    other_clean.TRAPS,
    other_clean.CLEAN,
    other_names.samples,
)


def _identifiers(source: _Source, rounds: int) -> Iterator[Sample]:
    for kind in KINDS:
        own = replace(kind, labels=source.labels.get(kind.name, kind.labels), sentences=source.sentences.get(kind.name, kind.sentences))
        yield from carriers.samples(own, source.carriers, source.people, _random(source.seed, kind.name), rounds)


def _disguised(source: _Source, rounds: int) -> Iterator[Sample]:
    for kind in evasion.KINDS:
        for sample in carriers.samples(kind, source.carriers, Names(), _random(source.seed, kind.name), rounds):
            if sample.form != "json" or "\\" not in sample.text:  # an escaped escape is another text
                yield sample


def _from(source: _Source, name: str, *, rounds: int) -> Part:
    seed = source.seed
    return Part(
        name,
        identifiers=tuple(_identifiers(source, rounds)),
        disguised=tuple(_disguised(source, rounds * 5 // 7)),
        topics=tuple(topics.samples(source.topics, source.people, _random(seed, "topics"))),
        look_alikes=tuple(look_alikes.samples(source.traps, _random(seed, "look-alikes"), rounds=8)),
        names=tuple(source.names(_random(seed, "names"), 12)),
        clean=tuple(clean.samples(source.prompts, _random(seed, "clean"), rounds=8)),
    )


def load(*, held_out: bool) -> Part:
    """Makes one part anew. Takes about a second."""
    if held_out:
        return _from(_HELD_OUT, "held out", rounds=28)
    first, second = _from(_OPEN, "open", rounds=28), _from(_SPENT, "open", rounds=14)
    return Part("open", *((*getattr(first, table), *getattr(second, table)) for table in TABLES))
