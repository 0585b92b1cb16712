"""The gateway beside direct and bare mitmproxy, all subjects in interleaved rounds."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import beside, conversation, documents, subjects
from bench.report import Target, latency, rate, requests_table, streams_table

CONCURRENCY = {"c=1": 1, "c=16": 16}
STREAMS = {"1 stream": 1, "20 streams": 20}
LENGTHS = {"200": 200, "2,000": 2000}


def report(arguments: argparse.Namespace) -> list[Target]:
    """Measures, prints the tables, and gives the targets beside what was reached."""
    with TemporaryDirectory(prefix="celnice-bench-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        direct = stack.enter_context(subjects.provider(folder / "provider"))
        bare = stack.enter_context(subjects.mitmproxy(folder / "mitmproxy", direct))
        gate = stack.enter_context(subjects.gateway(folder / "gateway", direct, arguments.workers))
        client = stack.enter_context(subjects.load())
        rounds = _measure(client, [direct, bare, gate], arguments.rounds, arguments.seconds)
        talk = conversation.measure(gate)
        small = beside.measure(client, gate, arguments.rounds, arguments.seconds)
        memory = beside.shares(gate.process)
        files = documents.measure(folder / "documents", direct, client)
    print(f"{arguments.rounds} rounds of {arguments.seconds} s, medians. 1 kB answers, TLS, keep-alive, CONNECT.")
    print("Client, provider and proxy share the machine: only ratios carry over.\n")
    print("Chat completions: requests/s, their ratio to bare mitmproxy at c=16, and milliseconds added to the direct way")
    print(requests_table(rounds, _rows(), list(CONCURRENCY)))
    print("\nServer-sent events (milliseconds from the provider's write to the client's read, per chunk)")
    print(streams_table(rounds, ["direct", bare.name, gate.name], list(STREAMS)))
    print(f"\n{talk.line()}")
    print(f"\n{files.line()}")
    print(f"\n{small.line()}")
    print(f"\n{memory.line()}")
    return [*_targets(rounds), talk.target(), small.target(), memory.target(), *files.targets()]


def _rows() -> list[str]:
    plain = [f"{name}, {length}" for length in LENGTHS for name in ("direct", "mitmproxy, bare")]
    return plain + [f"gateway, {length} {kind}" for length in LENGTHS for kind in ("cached", "new")]


def _measure(client: subjects.Load, measured: list[subjects.Subject], rounds: int, seconds: float) -> dict[tuple[str, str], list[Any]]:
    results: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for number in range(rounds + 1):  # round 0 warms up and is not counted
        span = seconds if number else min(seconds, 0.5)
        for column, concurrency in CONCURRENCY.items():
            for label, length in LENGTHS.items():
                for subject in measured:
                    kinds = {"cached": False, "new": True} if subject.name == "gateway" else {"": False}
                    for kind, fresh in kinds.items():
                        found = client.measure(subject, concurrency=concurrency, seconds=span, length=length, fresh=fresh)
                        if number:
                            results[f"{subject.name}, {label} {kind}".strip(), column].append(found)
        for column, concurrency in STREAMS.items():
            for subject in measured:
                found = client.measure(subject, concurrency=concurrency, seconds=span, length=200, stream=True)
                if number:
                    results[subject.name, column].append(found)
        sys.stderr.write(f"round {number} of {rounds}\n")
    return results


def _targets(rounds: dict[tuple[str, str], list[Any]]) -> list[Target]:
    def added(row: str) -> float:
        return latency(rounds, row, "c=1", "p50") - latency(rounds, "direct, 2,000", "c=1", "p50")

    faster = rate(rounds, "gateway, 2,000 cached", "c=16") / rate(rounds, "mitmproxy, bare, 2,000", "c=16")
    slower = added("gateway, 2,000 cached") / added("mitmproxy, bare, 2,000")
    chunk = latency(rounds, "gateway", "1 stream", "p50") - latency(rounds, "direct", "1 stream", "p50")
    crowd = latency(rounds, "gateway", "20 streams", "p99") / latency(rounds, "direct", "20 streams", "p99")
    return [
        Target("requests/s at c=16, 2,000 characters already judged, to bare mitmproxy's", faster, 1.2, at_least=True, goal=12),
        Target("added p50 at c=1, the same prompt, to bare mitmproxy's", slower, 1.0, at_least=False, goal=0.2),
        Target("added to a streamed chunk, p50", chunk, 0.5, at_least=False, unit="ms", goal=0.12),
        Target("p99 of a chunk with 20 streams, to direct", crowd, 4.0, at_least=False, goal=1.3),
    ]
