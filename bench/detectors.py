"""What detection costs: texts beside Presidio, and every recognizer over the worst texts there are."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench import adversarial, analyzers, analyzing
from bench.report import Target

PEERS = Path(".venv-peers")


def _peers() -> Path | None:
    """A Python with Presidio and its model."""
    python = PEERS / "bin" / "python"
    packages = [PEERS.glob(f"lib/python*/site-packages/{name}") for name in ("presidio_analyzer", analyzing.MODEL)]
    there = all(any(found) for found in packages)
    return Path(os.path.abspath(python)) if there else None  # noqa: PTH100  a resolved link would lose the environment


def report(arguments: argparse.Namespace) -> list[Target]:
    """Measures, prints the tables, and gives the targets beside what was reached."""
    peers = arguments.peers or _peers()
    times, what = analyzers.measure(arguments.rounds, peers)
    print("Detection: milliseconds of processor time a text, medians over different texts, and how many times faster than Presidio")
    print(analyzers.table(times, what))
    if peers is None:
        print(f"Presidio is not in {PEERS}: scripts/setup {PEERS} lock/peers.txt")
    grown = adversarial.measure(int(arguments.megabytes * 1e6))
    print(f"\nAdversarial texts of {arguments.megabytes:g} MB and twice that: each recognizer's worst growth")
    print(adversarial.table(grown))
    return [*analyzers.targets(times), *adversarial.targets(grown)]
