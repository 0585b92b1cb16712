"""Quantiles out of the metrics' text."""

from __future__ import annotations

import pytest

from gateway.latency import Latency, latencies
from gateway.metrics import Metrics


def text(**counts: list[tuple[str, int]]) -> bytes:
    lines = [f'celnice_stage_seconds_bucket{{stage="{stage}",le="{le}"}} {count}' for stage, rows in counts.items() for le, count in rows]
    return "\n".join(["# HELP celnice_stage_seconds x", *lines, 'celnice_requests_total{tool="x"} 3', ""]).encode()


@pytest.mark.parametrize(
    ("rows", "p50", "p95", "why"),
    [
        ([("0.01", 10), ("+Inf", 10)], 5.0, 9.5, "evenly within the first bucket"),
        ([("0.01", 5), ("0.02", 10), ("+Inf", 10)], 10.0, 19.0, "on a bound, and in the next bucket"),
        ([("0.01", 0), ("0.1", 100), ("+Inf", 100)], 55.0, 95.5, "an empty bucket before"),
        ([("0.01", 1), ("+Inf", 100)], 10.0, 10.0, "over the last bound: the bound"),
    ],
)
def test_quantiles(rows: list[tuple[str, int]], p50: float, p95: float, why: str) -> None:
    """As histogram_quantile of Prometheus."""
    (found,) = latencies(text(detect=rows))
    assert (found.p50, found.p95) == (pytest.approx(p50), pytest.approx(p95)), why


def test_what_was_never_measured_is_left_out() -> None:
    """An empty stage has no latency, and no metrics have none at all."""
    assert latencies(text(act=[("0.01", 0), ("+Inf", 0)])) == ()
    assert latencies(b"") == ()


def test_the_products_own_metrics_are_read() -> None:
    """The text of the real histogram."""
    meter = Metrics(None, ())
    for _ in range(20):
        meter.stage("detect", 0.004)
    (found,) = latencies(meter.text())
    assert (found.stage, found.count) == ("detect", 20)
    assert 2.5 <= found.p50 <= found.p95 <= 5
    assert isinstance(found, Latency)
