"""``python -m bench scale``: how many nodes an office needs, from what one request costs. Measured where it can be, modelled beyond that.

Measured in this run: processor time of a request in the proxy and in detection, and memory, of a real gateway. Given: how often people
ask (below, each with where it comes from). Simulated: a busy hour, event by event, with the measured times: arrivals are Poisson,
service times are drawn from what was measured, cores are servers with one queue; so the model's waiting times are checked, not assumed.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

OFFICES = {"one office": 500, "a ministry": 50_000, "all offices": 500_000}

ACTIVE = 0.4
"""Share of employees who use an AI tool on a working day. An assumption, meant to be high."""

PROMPTS = 30
"""Requests with a body by one of them in a day: some ten prompts, each with what the page sends besides."""

PEAK_HOUR = 0.2
"""Share of a day that falls into its busiest hour (eight hours of work; 0.125 would be even)."""

BURST = 3.0
"""The busiest minute beside the mean of that hour: everybody comes from the same meeting."""

MOST_BUSY = 0.6
"""How busy a core may be in the busiest minute, so that a node can fail and waiting stays short."""

FILES = 0.03
"""Share of requests with a file. An assumption."""

FILE_SECONDS = (0.2, 0.5, 1.0, 2.5)
"""Seconds of a core for one file: text of an office document, a PDF, a long PDF, one scanned page by Tesseract. From docs of the parts and
`make bench`; the order of magnitude is what counts, since files cost more than all prompts together."""

CONNECTION_SECONDS = 0.008
"""A new TLS connection on both sides (mitmproxy's own; PERFORMANCE of the release), shared by some ten requests."""

CORES = 8
"""Of one node."""

SPARE = 1
"""Nodes that may be gone."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request takes: seconds of a core (drawn samples), and the memory of a node in megabytes."""

    seconds: tuple[float, ...]
    node_mb: float

    @property
    def text(self) -> float:
        """Seconds of a core for a prompt."""
        return sum(self.seconds) / len(self.seconds)

    @property
    def mean(self) -> float:
        """Seconds of a core for a request: a prompt, its share of a connection, its share of files."""
        return self.text + CONNECTION_SECONDS / 10 + FILES * sum(FILE_SECONDS) / len(FILE_SECONDS)


@dataclass(frozen=True, slots=True)
class Need:
    """What an office of this size needs."""

    people: int
    peak: float
    """Requests a second in the busiest minute."""
    cores: int
    nodes: int
    events_a_day: float
    p50: float
    p99: float
    """Seconds that a request waits and is served, simulated with one node gone."""


def peak_rate(people: int) -> float:
    """Requests a second in the busiest minute."""
    return people * ACTIVE * PROMPTS * PEAK_HOUR / 3600 * BURST


def need(people: int, cost: Cost, blocked: float = 0.05, seed: int = 1) -> Need:
    """Cores so that none is busier than :data:`MOST_BUSY`, nodes of :data:`CORES`, one to spare, and the waiting that follows.

    Two cores at least: a file must not hold up a prompt.
    """
    rate = peak_rate(people)
    cores = max(2, math.ceil(rate * cost.mean / MOST_BUSY))
    nodes = max(1, math.ceil(cores / CORES)) + (SPARE if people > OFFICES["one office"] else 0)
    left = cores if nodes == 1 else (nodes - SPARE) * CORES
    waits = simulate(rate, left, cost.seconds, seed)
    return Need(people, rate, cores, nodes, people * ACTIVE * PROMPTS * blocked, quantile(waits, 0.5), quantile(waits, 0.99))


def simulate(rate: float, cores: int, seconds: Sequence[float], seed: int = 1, requests: int = 20_000, files: float = FILES) -> list[float]:
    """Seconds from arrival to end of each prompt: Poisson arrivals, one queue, ``cores`` servers, service times drawn from ``seconds``.

    Files stand in the same queue, which is worse than the truth (they have processes of their own); their own times are not in the answer.
    """
    chance = random.Random(seed)
    free = [0.0] * cores
    at, taken = 0.0, []
    for _ in range(requests):
        at += chance.expovariate(rate)
        is_file = chance.random() < files
        end = max(at, free[0]) + chance.choice(FILE_SECONDS if is_file else seconds)
        heapq.heapreplace(free, end)
        if not is_file:
            taken.append(end - at)
    return taken


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(cost: Cost) -> str:
    """The page's table."""
    lines = [
        "| | employees | requests/s, busiest minute | cores | nodes of 8 | stopped a day | p50 | p99, a node gone |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, people in OFFICES.items():
        found = need(people, cost)
        lines.append(
            f"| {name} | {people:,} | {found.peak:.1f} | {found.cores} | {found.nodes} | {found.events_a_day:,.0f} | "
            f"{found.p50 * 1000:.0f} ms | {found.p99 * 1000:.0f} ms |"
        )
    return "\n".join(lines)
