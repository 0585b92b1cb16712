"""What each verdict costs: a pass (seen before, and new), a block, a pseudonymised prompt, at 1, 16 and 64 connections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import subjects
from bench.report import latency, rate
from bench.subjects import Load, Subject

CONCURRENCY = {"c=1": 1, "c=16": 16, "c=64": 64}
LENGTH = 2000
MISTRAL = "api.mistral.ai"
MORE = (
    '[tools.mistral]\napproved_by = "bench"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{port}"\n'
    '[policy.pseudonymise.mistral]\napproved_by = "bench"\nsince = 2026-01-01\nuntil = 2099-12-31\n'
    '[[policy.rules]]\nname = "pseudonyms"\ntools = ["mistral"]\naction = "pseudonymise"\n'
)
ROWS = {
    "direct": ("direct", False, False),
    "mitmproxy, bare": ("mitmproxy, bare", False, False),
    "pass, cached": ("gateway", False, False),
    "pass, new": ("gateway", True, False),
    "block, cached": ("gateway", False, True),
    "block, new": ("gateway", True, True),
    "pseudonymise, cached": ("pseudonymising", False, True),
    "pseudonymise, new": ("pseudonymising", True, True),
}
"""Row → subject, whether each prompt is new, whether it holds a person's number."""


@contextmanager
def gates(folder: Path, direct: Subject, workers: int) -> Iterator[tuple[Subject, Subject]]:
    """One gateway, reached by a tool that blocks and by one that pseudonymises."""
    with subjects.gateway(folder, direct, workers, more=MORE.format(port=direct.port)) as gate:
        yield gate, replace(gate, name="pseudonymising", connect=f"{MISTRAL}:443", server_name=MISTRAL)


def measure(client: Load, measured: list[Subject], rounds: int, seconds: float) -> dict[tuple[str, str], list[Any]]:
    """(row, column) → one measurement a round; round 0 warms up."""
    by_name = {one.name: one for one in measured}
    results: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for number in range(rounds + 1):
        span = seconds if number else min(seconds, 0.5)
        for column, concurrency in CONCURRENCY.items():
            for row, (name, fresh, planted) in ROWS.items():
                found = client.measure(by_name[name], concurrency=concurrency, seconds=span, length=LENGTH, fresh=fresh, planted=planted)
                if number:
                    results[row, column].append(found)
    return results


def table(results: dict[tuple[str, str], list[Any]]) -> str:
    """Requests a second, their ratio to bare mitmproxy, and milliseconds added to the direct way."""
    columns = list(CONCURRENCY)
    heads = (
        [f"{column} req/s" for column in columns] + [f"{column} × bare" for column in columns] + [f"{column} +p50" for column in columns]
    )
    lines = ["".join([" " * 24, *(f"{head:>13}" for head in heads)])]
    for row in ROWS:
        cells = [f"{rate(results, row, column):,.0f}" for column in columns]
        cells += [f"{rate(results, row, column) / rate(results, 'mitmproxy, bare', column):.2f}" for column in columns]
        cells += [f"{latency(results, row, column, 'p50') - latency(results, 'direct', column, 'p50'):+.2f}" for column in columns]
        lines.append("".join([f"{row:<24}", *(f"{cell:>13}" for cell in cells)]))
    return "\n".join(lines)
