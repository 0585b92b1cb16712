"""The model of docs/scale.md: its arithmetic, and its simulation against what queueing theory knows."""

from __future__ import annotations

import random

import pytest

from bench import scale
from bench.scale import Cost, need, peak_rate, quantile, simulate


def test_the_busiest_minute() -> None:
    """500 people, 0.4 of them, 30 requests a day, a fifth in one hour, three times as many in its busiest minute."""
    assert peak_rate(500) == pytest.approx(500 * 0.4 * 30 * 0.2 / 3600 * 3)
    assert peak_rate(1000) == pytest.approx(2 * peak_rate(500))


@pytest.mark.parametrize("busy", [0.3, 0.6, 0.8])
def test_one_server_waits_as_theory_says(busy: float) -> None:
    """M/D/1 (Pollaczek and Khinchine): mean time in the system is s + s·ρ / 2(1 - ρ)."""
    times = simulate(busy, 1, [1.0], requests=60_000, files=0)
    assert sum(times) / len(times) == pytest.approx(1 + busy / (2 * (1 - busy)), rel=0.05)


def test_exponential_service_as_theory_says() -> None:
    """M/M/1: 1 / (μ - λ)."""
    chance = random.Random(7)
    times = simulate(0.5, 1, [chance.expovariate(1) for _ in range(20_000)], requests=60_000, files=0)
    assert sum(times) / len(times) == pytest.approx(2, rel=0.08)


def test_more_people_need_more_and_never_wait_longer_than_a_moment() -> None:
    """Cores grow with people; with a node gone the waiting of prompts stays under the objective of docs/slo.md."""
    cost = Cost((0.004, 0.006, 0.02), 500)
    found = [need(people, cost) for people in scale.OFFICES.values()]
    assert [one.cores for one in found] == sorted(one.cores for one in found)
    assert found[1].nodes >= 2, "one may be gone"
    assert all(one.p50 < 0.25 for one in found)
    for one in found[1:]:
        assert one.peak * cost.mean / ((one.nodes - scale.SPARE) * scale.CORES) <= scale.MOST_BUSY


def test_quantiles() -> None:
    """Of a few values."""
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([1.0], 0.99) == 1.0
