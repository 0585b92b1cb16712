"""The measures, over spans.

* **overlap**: found, when a finding of a right entity shares a character with the span.
* **covered**: every letter and digit of the span lies inside findings of any kind, so that nothing of it would leave.
* **precision**: of the findings that count, how many overlap a span of their kind. What touches only an ignored stretch does not count.
* **false alarm**: a text without personal data in which something was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, as far as the measures care."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be found."""

    start: int
    end: int
    accepts: frozenset[str]


@dataclass(slots=True)
class Tally:
    """Sums over texts; the shares are None where there is nothing to share."""

    wanted: int = 0
    overlapped: int = 0
    covered: int = 0
    counted: int = 0
    right: int = 0
    clean: int = 0
    alarms: int = 0

    def add(self, other: Tally) -> None:
        """Adds the sums of another tally."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall(self) -> float | None:
        """Overlap recall."""
        return self.overlapped / self.wanted if self.wanted else None

    @property
    def covered_recall(self) -> float | None:
        """Share of spans of which nothing would leave."""
        return self.covered / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Overlap precision."""
        return self.right / self.counted if self.counted else None

    @property
    def f1(self) -> float | None:
        """Of overlap."""
        recall, precision = self.recall, self.precision
        return 2 * recall * precision / (recall + precision) if recall and precision else None

    @property
    def false_alarms(self) -> float | None:
        """Share of clean texts with a false alarm."""
        return self.alarms / self.clean if self.clean else None


def touches(start: int, end: int, places: Iterable[Place]) -> bool:
    """Whether the stretch shares a character with any of the places."""
    return any(start < b and a < end for a, b in places)


def is_covered(text: str, start: int, end: int, found: Sequence[Found]) -> bool:
    """Whether every letter and digit of the stretch lies inside a finding."""
    return all(any(f.start <= i < f.end for f in found) for i in range(start, end) if text[i].isalnum())


def score(text: str, wanted: Sequence[Wanted], ignored: Sequence[Place], found: Sequence[Found]) -> Tally:
    """One text."""
    tally = Tally()
    for want in wanted:
        near = [f for f in found if f.start < want.end and want.start < f.end]
        tally.wanted += 1
        tally.overlapped += any(f.entity in want.accepts for f in near)
        tally.covered += bool(near) and is_covered(text, want.start, want.end, near)
    false = 0
    for one in found:
        if any(one.start < w.end and w.start < one.end and one.entity in w.accepts for w in wanted):
            tally.counted += 1
            tally.right += 1
        elif not touches(one.start, one.end, ignored):
            tally.counted += 1
            false += not touches(one.start, one.end, [(w.start, w.end) for w in wanted])
    if not wanted:
        tally.clean += 1
        tally.alarms += false > 0
    return tally
