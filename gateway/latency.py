"""How long the stages take, out of the metrics' text: the quantiles that charts show. Pure.

Prometheus' histograms say how many took at most so long; between two bounds it is taken to lie evenly, as
``histogram_quantile`` does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gateway.exposition import samples


@dataclass(frozen=True, slots=True)
class Latency:
    """One stage: how many requests, and the milliseconds that half and 95 of 100 of them took at most."""

    stage: str
    count: int
    p50: float
    p95: float


def latencies(exposition: bytes) -> tuple[Latency, ...]:
    """Every stage with at least one request, in the order of the metrics' text."""
    buckets: dict[str, dict[float, float]] = defaultdict(dict)
    for labels, value in samples(exposition, "celnice_stage_seconds_bucket"):
        if "stage" in labels and "le" in labels:
            bounds = buckets[labels["stage"]]
            bound = float(labels["le"])
            bounds[bound] = bounds.get(bound, 0.0) + value
    made = (_latency(stage, sorted(bounds.items())) for stage, bounds in buckets.items())
    return tuple(one for one in made if one.count)


def _latency(stage: str, bounds: list[tuple[float, float]]) -> Latency:
    total = bounds[-1][1] if bounds else 0.0
    return Latency(stage, int(total), _quantile(0.5, bounds, total), _quantile(0.95, bounds, total))


def _quantile(part: float, bounds: list[tuple[float, float]], total: float) -> float:
    """In milliseconds; of what lies over the last bound the bound."""
    rank, below, counted = part * total, 0.0, 0.0
    for bound, count in bounds:
        if count >= rank and count > counted:
            if bound == float("inf"):
                return below * 1000
            return (below + (bound - below) * (rank - counted) / (count - counted)) * 1000
        below, counted = (bound if bound != float("inf") else below), count
    return below * 1000
