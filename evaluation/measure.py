"""Runs an analyzer over the parts and sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from detectors.finding import Finding, NotScanned
from evaluation.kinds.sensitive import ROWS
from evaluation.parts import Part
from evaluation.sample import Sample
from evaluation.score import Found, Tally, Wanted, score

THRESHOLD = 0.5
"""What the gateway's policy acts on."""
NOT_SCANNED = Found(0, 1 << 40, "NOT_SCANNED")
"""A text that could not be scanned is blocked: nothing leaves, nothing is recognised, and on a clean text it is a false alarm."""


class Analyzing(Protocol):
    """What is measured."""

    def analyze(self, text: str) -> tuple[Finding, ...]:
        """Findings of one text."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One synthetic text that went wrong, for whoever mends it."""

    row: str
    spelling: str
    text: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(slots=True)
class Measured:
    """One part: per table a tally for each row; ``spellings`` by (kind, spelling)."""

    part: str
    identifiers: dict[str, Tally] = field(default_factory=dict)
    disguised: dict[str, Tally] = field(default_factory=dict)
    topics: dict[str, Tally] = field(default_factory=dict)
    look_alikes: dict[str, Tally] = field(default_factory=dict)
    names: dict[str, Tally] = field(default_factory=dict)
    clean: dict[str, Tally] = field(default_factory=dict)
    spellings: dict[tuple[str, str], Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)


def acting(analyzer: Analyzing, text: str, *, public: bool = True) -> list[Found]:
    """What the gateway would act on. With ``public`` also what it would let pass because the person or value is public."""
    try:
        findings = analyzer.analyze(text)
    except NotScanned:
        return [NOT_SCANNED]
    return [Found(f.start, f.end, f.entity) for f in findings if f.score >= THRESHOLD and (public or f.public is None)]


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of all."""
    summed = Tally()
    for tally in tallies:
        summed.add(tally)
    return summed


def _miss(sample: Sample, found: Sequence[Found]) -> Miss:
    spelling = sample.must[0].spelling if sample.must else sample.form
    wanted = tuple(sample.text[s.start : s.end] for s in sample.must)
    return Miss(sample.group, spelling, sample.text, wanted, tuple(f"{f.entity}: {sample.text[f.start : f.end]}" for f in found))


def _tables(part: Part, result: Measured) -> Iterator[tuple[tuple[Sample, ...], dict[str, Tally]]]:
    yield part.identifiers, result.identifiers
    yield part.disguised, result.disguised
    yield part.topics, result.topics
    yield part.look_alikes, result.look_alikes
    yield part.names, result.names
    yield part.clean, result.clean


def measure(analyzer: Analyzing, part: Part) -> Measured:
    """All tables of one part."""
    result = Measured(part.name)
    for samples, table in _tables(part, result):
        for sample in samples:
            found = acting(analyzer, sample.text, public=bool(sample.must))
            if table is result.names:  # other kinds in these prompts are not asked for here
                found = [f for f in found if f.entity in {"PERSON", NOT_SCANNED.entity}]
            wanted = [Wanted(s.start, s.end, s.accepts) for s in sample.must]
            if wanted:  # what a sentence about a person says besides (an execution, a diagnosis) is not wrong, only not asked for
                found = [f for f in found if f.entity not in ROWS or any(f.start < w.end and w.start < f.end for w in wanted)]
            tally = score(sample.text, wanted, sample.ignore, found)
            table.setdefault(sample.group, Tally()).add(tally)
            if sample.must:
                result.spellings.setdefault((sample.group, sample.must[0].spelling), Tally()).add(tally)
            if tally.overlapped < tally.wanted or tally.right < tally.counted:
                result.misses.append(_miss(sample, found))
    return result
