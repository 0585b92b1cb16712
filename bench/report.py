"""The figures of all rounds as tables of medians, and the targets of this version beside what was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

PARTS = ("p50", "p99")

type Rounds = Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]
"""(row, column) → one measurement a round."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of PERFORMANCE: what it must be, and what it was."""

    name: str
    reached: float
    must: float
    at_least: bool
    unit: str = "×"
    goal: float | None = None
    """What it should become."""

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.reached >= self.must if self.at_least else self.reached <= self.must

    @property
    def away(self) -> float | None:
        """How many times better it must become to reach the goal: 1 or less when it is reached, None where there is no goal."""
        if self.goal is None:
            return None
        better, worse = (self.goal, self.reached) if self.at_least else (self.reached, self.goal)
        return better / worse if worse > 0 else float("inf")

    def line(self) -> str:
        """One line of the report."""
        word = "met    " if self.met else "NOT MET"
        goal = f"; goal {self._bound(self.goal)}, {self._far()}" if self.goal is not None else ""
        return f"  {word}  {self.name}: {self.reached:.2f} {self.unit} (must be {self._bound(self.must)}{goal})"

    def row(self) -> str:
        """Cells of a Markdown table, without its first and last."""
        goal = self._bound(self.goal) if self.goal is not None else ""
        met = "met" if self.met else "**not met**"
        return f"| {self.name} | {self._bound(self.must)} | {goal} | {self.reached:.2f} {self.unit} | {met} | {self._far()} |"

    def _bound(self, value: float) -> str:
        return f"{'≥' if self.at_least else '≤'} {value:g} {self.unit}"

    def _far(self) -> str:
        away = self.away
        return "" if away is None else "reached" if away <= 1 else f"{away:.1f} times away"


def rate(rounds: Rounds, row: str, column: str) -> float:
    """Requests a second, median over the rounds."""
    return float(median(float(each["requests"]) / each["seconds"] for each in rounds[row, column]))


def latency(rounds: Rounds, row: str, column: str, part: str) -> float:
    """A percentile in milliseconds, median over the rounds."""
    return float(median(float(each[part]) for each in rounds[row, column]))


def requests_table(rounds: Rounds, rows: Sequence[str], columns: Sequence[str]) -> str:
    """Requests a second, their ratio to bare mitmproxy, and what is added to the direct way."""
    heads = [f"{column} req/s" for column in columns] + ["× bare"]
    heads += [f"{column} +{part}" for part in PARTS for column in columns]
    lines = [_line("", *heads)]
    for row in rows:
        base = "direct, 2,000" if "2,000" in row else "direct, 200"
        rates = [f"{rate(rounds, row, column):,.0f}" for column in columns]
        bare = base.replace("direct", "mitmproxy, bare")
        ratio = f"{rate(rounds, row, columns[-1]) / rate(rounds, bare, columns[-1]):.2f}"
        over = [latency(rounds, row, column, part) - latency(rounds, base, column, part) for part in PARTS for column in columns]
        lines.append(_line(row, *rates, ratio, *(f"{each:+.2f}" for each in over)))
    return "\n".join(lines)


def streams_table(rounds: Rounds, rows: Sequence[str], columns: Sequence[str]) -> str:
    """The age of a chunk when it reaches the client, and what is added to the direct way."""
    lines = [_line("", *(f"{column} {part}" for column in columns for part in (*PARTS, "+p50")))]
    for row in rows:
        cells = []
        for column in columns:
            middle, late = latency(rounds, row, column, "p50"), latency(rounds, row, column, "p99")
            cells += [f"{middle:.2f}", f"{late:.2f}", f"{middle - latency(rounds, rows[0], column, 'p50'):+.2f}"]
        lines.append(_line(row, *cells))
    return "\n".join(lines)


def _line(first: str, *cells: str) -> str:
    return f"{first:<24}" + "".join(f"{cell:>16}" for cell in cells)
