"""Hours in small: full speed for minutes, new prompts and repeated ones, streams and refusals in turn; memory and open files."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.report import Target
from bench.subjects import Load, Subject, descendants, memory

PIECE_SECONDS = 5.0
CONCURRENCY = 16
KINDS = (
    {"length": 2000, "fresh": True},
    {"length": 2000},
    {"length": 2000, "fresh": True, "planted": True},
    {"length": 200, "stream": True},
)
WARM = 0.2
"""The first part: caches fill, allocators grow."""


@dataclass(frozen=True, slots=True)
class Sample:
    """After one piece, with no connection open."""

    at: float
    memory: int
    files: int


@dataclass(frozen=True, slots=True)
class Soak:
    """A whole run."""

    seconds: float
    requests: int
    samples: tuple[Sample, ...]

    @property
    def growth(self) -> float:
        """Of memory, in percent: the last quarter to the first one after warming up."""
        first, last = self._ends([sample.memory for sample in self.samples])
        return 100 * (last / first - 1)

    @property
    def files(self) -> float:
        """By how many descriptors it grew."""
        first, last = self._ends([sample.files for sample in self.samples])
        return last - first

    def _ends(self, values: list[int]) -> tuple[float, float]:
        warm = values[int(len(values) * WARM) :]
        part = max(1, len(warm) // 4)
        return float(median(warm[:part])), float(median(warm[-part:]))

    def line(self) -> str:
        """One line of the report."""
        return (
            f"Soak, {self.seconds / 60:.1f} minutes: {self.requests:,} requests, no errors; {self.samples[-1].memory / 1e6:.0f} MB "
            f"({self.growth:+.1f} % after warming up), {self.samples[-1].files} open files ({self.files:+.0f})"
        )

    def targets(self) -> list[Target]:
        """Flat, and nothing left open. An error ends the measurement."""
        return [
            Target("memory in the soak, growth", self.growth, 5.0, at_least=False, unit="%"),
            Target("open files in the soak, growth", self.files, 2.0, at_least=False, unit="files"),
        ]


def measure(client: Load, gate: Subject, seconds: float) -> Soak:
    """Runs piece after piece. Raises RuntimeError at the first wrong answer."""
    started = time.monotonic()
    samples: list[Sample] = []
    requests = 0
    while (elapsed := time.monotonic() - started) < seconds:
        for kind in KINDS:
            requests += int(client.measure(gate, concurrency=CONCURRENCY, seconds=PIECE_SECONDS, **kind)["requests"])
        samples.append(Sample(elapsed, sum(memory(gate.process).values()), _files(gate.process)))
        sys.stderr.write(f"soak: {elapsed:.0f} of {seconds:.0f} s\n")
    return Soak(time.monotonic() - started, requests, tuple(samples))


def _files(pid: int) -> int:
    return sum(len(list(Path(f"/proc/{each}/fd").glob("*"))) for each in descendants(pid) if Path(f"/proc/{each}").exists())
