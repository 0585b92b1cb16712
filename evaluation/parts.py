"""The two parts: one to work with, one to be judged by. Which texts there are depends on the seed alone."""

from __future__ import annotations

from collections.abc import Iterator
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

OPEN_SEED = 20260101
HELD_OUT_SEED = 86420


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


def _random(seed: int, name: str) -> Random:
    """A generator of its own for each group, so that a row more in one changes no other."""
    return Random(f"{seed}:{name}")  # noqa: S311  test data


def _identifiers(seed: int, held_out: bool) -> Iterator[Sample]:
    people, around = (other_names.NAMES, other_carriers.CARRIERS) if held_out else (Names(), carriers.OPEN)
    for kind in KINDS:
        if held_out:
            kind = replace(kind, labels=LABELS.get(kind.name, kind.labels), sentences=SENTENCES.get(kind.name, kind.sentences))  # noqa: PLW2901
        yield from carriers.samples(kind, around, people, _random(seed, kind.name), rounds=28)


def _disguised(seed: int, held_out: bool) -> Iterator[Sample]:
    around = other_carriers.CARRIERS if held_out else carriers.OPEN
    for kind in evasion.KINDS:
        for sample in carriers.samples(kind, around, Names(), _random(seed, kind.name), rounds=20):
            if sample.form != "json" or "\\" not in sample.text:  # an escaped escape is another text
                yield sample


def _topics(seed: int, held_out: bool) -> Iterator[Sample]:
    rows = other_sensitive.ROWS | other_sensitive.SECRETS if held_out else sensitive.ROWS | sensitive.SECRETS
    yield from topics.samples(rows, other_names.NAMES if held_out else Names(), _random(seed, "topics"))


def load(*, held_out: bool) -> Part:
    """Makes one part anew. Takes well under a second."""
    seed = HELD_OUT_SEED if held_out else OPEN_SEED
    traps = other_clean.TRAPS if held_out else look_alikes.ROWS
    prompts = other_clean.CLEAN if held_out else clean.GROUPS
    rng = _random(seed, "names")
    return Part(
        name="held out" if held_out else "open",
        identifiers=tuple(_identifiers(seed, held_out)),
        disguised=tuple(_disguised(seed, held_out)),
        topics=tuple(_topics(seed, held_out)),
        look_alikes=tuple(look_alikes.samples(traps, _random(seed, "look-alikes"), rounds=8)),
        names=tuple(other_names.samples(rng, 12) if held_out else names.samples(Names(), rng, 12)),
        clean=tuple(clean.samples(prompts, _random(seed, "clean"), rounds=8)),
    )
