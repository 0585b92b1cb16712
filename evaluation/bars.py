"""The bars: what must be reached, what is aimed at, and the one table that says where we stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.corpus import NamesScore
from evaluation.cost import Cost
from evaluation.measure import Measured, total
from evaluation.names import BARRED


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``values`` are by part (open, held out) or a single one; None is "not measured here"."""

    on: str
    measure: str
    elsewhere: str
    must: float | None
    goal: float | None
    values: tuple[float | None, ...]
    at_least: bool = True
    size: str = ""

    def met(self, bar: float | None) -> bool | None:
        """Whether every measured value reaches it."""
        values = [value for value in self.values if value is not None]
        if bar is None or not values:
            return None
        return all(value >= bar if self.at_least else value <= bar for value in values)


CORPUS = "names_dev (real sentences)"


def _names(score: NamesScore | None) -> list[Bar]:
    every, several = (score.all, score.several_words) if score else (None, None)
    size = f"{every.wanted:,} names, {every.clean:,} sentences without" if every else ""
    return [
        Bar(CORPUS, "PERSON, overlap F1", "0.75", 0.86, 0.92, (every.f1 if every else None,), size=size),
        Bar(CORPUS, "PERSON, overlap precision", "", None, None, (every.precision if every else None,)),
        Bar(CORPUS, "PERSON, overlap recall", "", None, None, (every.recall if every else None,)),
        Bar(CORPUS, "every letter of the name covered (recall)", "0.70", 0.79, 0.90, (every.covered_recall if every else None,)),
        Bar(CORPUS, "names of two or more words, recall", "", 0.94, 0.98, (several.recall if several else None,)),
        Bar(
            CORPUS,
            "sentences without names, share with a false alarm",
            "0.066",
            0.04,
            0.015,
            (every.false_alarms if every else None,),
            False,
        ),
    ]


def bars(parts: Sequence[Measured], names: NamesScore | None, cost: Cost | None) -> list[Bar]:
    """Every row of the table."""
    found = [total([*p.identifiers.values(), *p.disguised.values(), *p.topics.values()]) for p in parts]
    traps = [total(p.look_alikes.values()) for p in parts]
    barred = [total(tally for row, tally in p.names.items() if row.removeprefix("names, ") in BARRED) for p in parts]
    clean = [total(p.clean.values()) for p in parts]

    def sizes(counts: Sequence[int]) -> str:
        return " + ".join(f"{count:,}" for count in counts)

    wanted = sizes([t.wanted for t in found])
    return [
        *_names(names),
        Bar("generated identifiers, all kinds", "recall", "0.58, 0.37", 0.98, 0.999, tuple(t.recall for t in found), size=wanted),
        Bar("the same", "precision", "0.82, 0.70", 0.98, 0.999, tuple(t.precision for t in found)),
        Bar("the same", "every letter covered (recall)", "", None, None, tuple(t.covered_recall for t in found)),
        Bar(
            "look-alikes of every kind",
            "share hit",
            "0.18–0.53",
            0.02,
            0.002,
            tuple(t.false_alarms for t in traps),
            False,
            sizes([t.clean for t in traps]),
        ),
        Bar(
            "names in office prompts",
            "recall",
            "0.00–0.60",
            0.85,
            0.97,
            tuple(t.recall for t in barred),
            size=sizes([t.wanted for t in barred]),
        ),
        Bar(
            "clean office prompts",
            "share with a false alarm",
            "0.05–0.40",
            0.02,
            0.005,
            tuple(t.false_alarms for t in clean),
            False,
            sizes([t.clean for t in clean]),
        ),
        Bar("a detection process", "start after imports, s", "3.0", 0.4, 0.1, (cost.start if cost else None,), False),
        Bar("a replacement process, imports preloaded", "ready, s", "3.0", 0.3, 0.1, (cost.replacement if cost else None,), False),
    ]


def number(value: float | None) -> str:
    """Three places, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def verdict(bar: Bar) -> str:
    """In a word."""
    if bar.must is None or bar.met(bar.must) is None:
        return "" if bar.must is None else "not measured"
    if bar.met(bar.goal):
        return "goal"
    return "met" if bar.met(bar.must) else "**missed**"


HEADER = ("on", "measure", "best elsewhere", "must", "goal", "measured", "held out", "size", "")


def rows(table: Sequence[Bar]) -> list[tuple[str, ...]]:
    """The table's cells; rows over real data or of the clock have one value."""
    made = []
    for bar in table:
        sign = "≥" if bar.at_least else "≤"
        limits = tuple(f"{sign} {limit:g}" if limit is not None else "" for limit in (bar.must, bar.goal))
        values = tuple(map(number, bar.values)) + ("",) * (2 - len(bar.values))
        made.append((bar.on, bar.measure, bar.elsewhere, *limits, *values, bar.size, verdict(bar)))
    return made
